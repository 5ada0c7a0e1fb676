# StopIteration leaving a generator body becomes RuntimeError, with the cause kept.
def g():
    yield 1
    raise StopIteration("inner")


it = g()
print(next(it))
try:
    next(it)
except RuntimeError as e:
    print(type(e).__name__, e, repr(e.__cause__))


def h():
    yield next(iter([]))


try:
    list(h())
except RuntimeError as e:
    print(e, repr(e.__cause__), e.__context__ is e.__cause__)
try:
    list(next(iter([])) for _ in range(1))
except RuntimeError as e:
    print(e)
