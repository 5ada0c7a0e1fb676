from contextlib import contextmanager, ContextDecorator


@contextmanager
def tag(name):
    """Tags."""
    print(f"<{name}>")
    try:
        yield name.upper()
    except ValueError as e:
        print("swallowed", e)
    finally:
        print(f"</{name}>")


with tag("a") as t, tag("b"):
    print(t)
with tag("c"):
    raise ValueError("oops")
try:
    with tag("d"):
        raise KeyError("k")
except KeyError as e:
    print("outside", e)
print(tag.__name__, tag.__doc__)


@tag("deco")
def f(x):
    print("in f", x)
    return x + 1


print(f(1), f(2))


@contextmanager
def no_yield():
    if False:
        yield


@contextmanager
def two_yields():
    yield 1
    yield 2


@contextmanager
def keeps_going():
    try:
        yield
    except ZeroDivisionError:
        yield


@contextmanager
def changes():
    try:
        yield
    except ZeroDivisionError as e:
        raise TypeError("changed") from e


def run(cm, exc=None):
    try:
        with cm():
            if exc:
                raise exc
    except Exception as e:
        print(type(e).__name__, e, type(e.__cause__).__name__)


run(no_yield)
run(two_yields)
run(keeps_going, ZeroDivisionError("z"))
run(changes, ZeroDivisionError("z"))
run(lambda: tag("e"), StopIteration("stop"))
run(lambda: tag("e"), RuntimeError("rt"))


class Timer(ContextDecorator):
    def __enter__(self):
        print("start")
        return self

    def __exit__(self, *exc):
        print("end", exc[0])
        return False


@Timer()
def g():
    print("body")


g()
