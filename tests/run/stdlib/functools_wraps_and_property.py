from functools import cached_property, update_wrapper, wraps, WRAPPER_ASSIGNMENTS


def deco(f):
    @wraps(f)
    def inner(*args, **kw):
        """inner doc"""
        return f(*args, **kw) + 1
    return inner


@deco
def add(a: int, b: int = 2) -> int:
    """Adds."""
    return a + b


add.tag = "x"
print(add(1), add.__name__, add.__doc__, add.__qualname__, add.__annotations__, add.__wrapped__(1), add.__module__)
print(WRAPPER_ASSIGNMENTS)


class Data:
    def __init__(self):
        self.count = 0

    @cached_property
    def value(self):
        """The value."""
        self.count += 1
        return self.count * 10


d = Data()
print(d.value, d.value, d.count, d.__dict__)
del d.value
print(d.value, Data.value.__doc__, type(Data.value).__name__)


class Slotted:
    __slots__ = ()

    @cached_property
    def v(self):
        return 1


try:
    Slotted().v
except TypeError as e:
    print(e)
