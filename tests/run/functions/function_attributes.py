# Attributes of functions: __name__, __qualname__, __doc__, __module__, own ones.
def f(a, b=1, *, c=2):
    """Doc."""
    return a


f.count = 3
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.count, f.__dict__, f.__defaults__, f.__kwdefaults__)


class C:
    def m(self):
        def inner():
            pass
        return inner


print(C.m.__qualname__, C().m().__qualname__, C().m.__name__, C().m.__func__ is C.m)
f.__name__ = "renamed"
print(f.__name__, callable(f), type(f).__name__)
g = f
g.count += 1
print(f.count)
try:
    f.missing
except AttributeError as e:
    print(e)
print(f.__code__.co_name, f.__code__.co_varnames, f.__code__.co_argcount)
