# sys.exc_info inside handlers, nested and in generators.
import sys


def name():
    t = sys.exc_info()[0]
    return t.__name__ if t else None


print(name())
try:
    1 / 0
except ZeroDivisionError:
    print(name())
    try:
        [][0]
    except IndexError:
        print(name())
    print(name())
print(name())


def g():
    try:
        raise KeyError
    except KeyError:
        yield name()
        yield name()


it = g()
print(next(it), name(), next(it))
try:
    raise ValueError
except ValueError:
    print(name(), list(g()), name())
