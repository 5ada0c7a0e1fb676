# enumerate: counts, starts, subclassing, errors.
print(list(enumerate("abc")), list(enumerate("ab", 5)), list(enumerate([], 3)), list(enumerate(start=-2, iterable="xy")))
print(list(enumerate("ab", 2 ** 62 - 1)), list(enumerate("ab", 2 ** 70)), list(enumerate("a", True)))
e = enumerate(iter("pqr"))
print(next(e), iter(e) is e, next(e), list(e), list(e), next(e, "end"))
print(type(e).__name__, str(e).startswith("<enumerate object at 0x"))
for i, (a, b) in enumerate(zip("ab", "cd"), 1):
    print(i, a, b)


class Count(enumerate):
    pass


print(list(Count("xy", 7)), type(Count("")).__name__)


def boom():
    yield 1
    raise ValueError("boom")


try:
    for pair in enumerate(boom()):
        print(pair)
except ValueError as error:
    print(error)
for make in (
        lambda: enumerate(), lambda: enumerate(1), lambda: enumerate([], "a"), lambda: enumerate([], start=1.5),
        lambda: enumerate([], 1, 2), lambda: enumerate([1], foo=3), lambda: enumerate([1], 2, start=3),
        lambda: next(enumerate([])), lambda: enumerate(start=1),
):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)
