from contextlib import ExitStack, contextmanager


@contextmanager
def step(n, swallow=False):
    print("enter", n)
    try:
        yield n
    except ValueError:
        print("saw ValueError", n)
        if not swallow:
            raise
    finally:
        print("exit", n)


with ExitStack() as stack:
    print([stack.enter_context(step(i)) for i in range(3)])
    stack.callback(print, "callback", sep="|")
with ExitStack() as stack:
    stack.enter_context(step("outer", swallow=True))
    stack.enter_context(step("inner"))
    raise ValueError("x")
with ExitStack() as stack:
    stack.push(lambda *exc: print("pushed", exc[0]))
    stack.enter_context(step(1))
    kept = stack.pop_all()
print("kept")
kept.close()
try:
    with ExitStack() as stack:
        stack.callback(lambda: 1 / 0)
        raise KeyError("first")
except ZeroDivisionError as e:
    print(e, repr(e.__context__))
try:
    ExitStack().enter_context(3)
except TypeError as e:
    print(e)
