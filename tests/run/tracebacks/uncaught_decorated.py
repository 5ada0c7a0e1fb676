# Frames of wrappers made by decorators.
def logged(fn):
    def wrapper(*args, **kwargs):
        print("call", fn.__name__)
        return fn(*args, **kwargs)
    return wrapper


@logged
@logged
def target(x):
    return x.missing


target(5)
