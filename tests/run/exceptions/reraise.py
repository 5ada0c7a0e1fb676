# Bare raise re-raises the exception being handled, also from a helper and after inner handling.
import sys


def again():
    raise


def f():
    try:
        raise ValueError("first")
    except ValueError:
        try:
            raise KeyError("inner")
        except KeyError:
            pass
        print(repr(sys.exc_info()[1]))
        raise


def g():
    try:
        raise IndexError("idx")
    except IndexError:
        again()


for fn in (f, g, again):
    try:
        fn()
    except Exception as e:
        print(type(e).__name__, e)
print(sys.exc_info())
