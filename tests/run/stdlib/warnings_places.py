# Where a warning is said to come from: the call, or with a stack level a call further up; once per place by default.
import warnings
from warnings import warn


def f():
    warnings.warn("hello")
    warnings.warn("deprecated", DeprecationWarning)
    warnings.warn("two", UserWarning,
                  stacklevel=2)
    warn("pending", PendingDeprecationWarning)


f()
f()
warnings.warn(
    "over lines")


def outer():
    def inner():
        warnings.warn("three", stacklevel=3)

    inner()


outer()


class Old:
    def __init__(self):
        warnings.warn("Old is old", DeprecationWarning, stacklevel=2)

    @classmethod
    def make(cls, *args):
        return cls(*args)


Old()
Old.make()
warnings.warn("further than there is", stacklevel=2)
[f() for i in range(3)]


def generator():
    yield 1
    warnings.warn("in a generator", RuntimeWarning)
    yield 2


for item in generator():
    print(item)


def passes_on(*args, **kwargs):
    warn(*args, **kwargs)


passes_on("passed on")
passes_on("passed on", FutureWarning, stacklevel=2)
print(sorted([3, 1, 2], key=lambda x: warn(f"key {x}", stacklevel=1) or x))


def deprecated(function):
    def wrapper(*args):
        warnings.warn(f"{function.__name__} is deprecated", category=DeprecationWarning, stacklevel=2)
        return function(*args)

    return wrapper


@deprecated
def old_function(x):
    return x + 1


for i in range(2):
    print(old_function(i))
print(old_function(5))
