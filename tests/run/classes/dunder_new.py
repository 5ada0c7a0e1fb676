# __new__: singletons, wrong class skips __init__, arguments passed to both, immutable subclasses.
class Single:
    instance = None

    def __new__(cls, *args):
        print("new", args)
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance

    def __init__(self, *args):
        print("init", args)


print(Single(1) is Single(2))


class Other:
    def __new__(cls):
        return 42

    def __init__(self):
        print("never")


print(Other())


class Even(int):
    def __new__(cls, v):
        return super().__new__(cls, v - v % 2)


print(Even(7), Even(7) + 1, type(Even(3)).__name__, type(Even(3) + 1).__name__)


class P(tuple):
    def __new__(cls, x, y):
        return tuple.__new__(cls, (x, y))

    x = property(lambda self: self[0])


print(P(3, 4), P(3, 4).x, P(1, 2) == (1, 2))


class NoArgs:
    pass


for f in (lambda: NoArgs(1), lambda: object(1), lambda: object.__new__(5), lambda: object.__new__()):
    try:
        f()
    except TypeError as e:
        print(e)


class BadInit:
    def __init__(self):
        return 5


try:
    BadInit()
except TypeError as e:
    print(e)
