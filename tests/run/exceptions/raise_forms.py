# raise with class, instance, from, without anything; what cannot be raised.
def attempt(action):
    try:
        action()
    except BaseException as e:
        print(type(e).__name__, e, "| cause", repr(e.__cause__), "| context", repr(e.__context__), "|")
        print(e.__suppress_context__)


def f1():
    raise ValueError


def f2():
    raise ValueError("a", 1)


def f3():
    raise


def f4():
    raise 5


def f5():
    raise int


def f6():
    raise ValueError("x") from KeyError("cause")


def f7():
    raise ValueError("x") from None


def f8():
    raise ValueError("x") from KeyError


def f9():
    raise ValueError("x") from 5


def f10():
    try:
        1 / 0
    except ZeroDivisionError:
        raise


def f11():
    try:
        {}["k"]
    except KeyError as e:
        raise RuntimeError("wrapped") from e


def f12():
    try:
        {}["k"]
    except KeyError as e:
        raise RuntimeError("hidden") from None


def f13():
    raise None


class NotExc:
    pass


def f14():
    raise NotExc()


for f in (f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14):
    attempt(f)
