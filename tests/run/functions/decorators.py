# Function decorators: order, arguments, stacked, class as decorator.
def tag(name):
    print("make", name)

    def deco(fn):
        print("apply", name)

        def wrapper(*args, **kwargs):
            return f"<{name}>{fn(*args, **kwargs)}</{name}>"
        return wrapper
    return deco


@tag("b")
@tag("i")
def hello(who="world"):
    return f"hello {who}"


print(hello(), hello("you"), hello.__name__)


class CountCalls:
    def __init__(self, fn):
        self.fn = fn
        self.calls = 0

    def __call__(self, *args):
        self.calls += 1
        return self.fn(*args)


@CountCalls
def square(x):
    return x * x


print(square(3), square(4), square.calls)
registry = []


@registry.append
def registered():
    pass


print(registered, registry[0].__name__)


@lambda fn: fn()
def immediate():
    return 42


print(immediate)
