# map and filter.
print(list(map(str, [1, 2])), list(map(lambda a, b: a * b, [1, 2, 3], [4, 5])), list(map(pow, [2, 3], [3, 2], [5, 7])))
print(list(map(lambda *a: len(a), *[range(3)] * 10)), list(map(None.__class__, [])), sum(map(int, "12345")))
print(list(filter(None, [0, 1, "", "a", [], [0], None, 2.5])), list(filter(bool, [0, 3])), list(filter(str.isdigit, "a1b22")))
print(list(filter(lambda x: [] if x < 2 else [x], range(4))))
m = map(abs, [-1, -2])
print(next(m), iter(m) is m, list(m), list(m))
f = filter(None, [1, 0, 2])
print(next(f), iter(f) is f, list(f), list(f))
print(type(m).__name__, type(f).__name__, str(m).startswith("<map object at 0x"), str(f).startswith("<filter object at 0x"))


def stops(x):
    if x == 2:
        raise StopIteration("early")
    return x


print(list(map(stops, [1, 2, 3])), list(filter(stops, [1, 2, 3])))


class BadTruth:
    def __bool__(self):
        raise ValueError("no truth")


for make in (
        lambda: map(), lambda: map(1), lambda: map(len, 3), lambda: list(map(None, [1])), lambda: map(len, [1], x=1),
        lambda: list(map(len, [1])), lambda: filter(), lambda: filter(1), lambda: filter(1, 2, 3), lambda: filter(None, 3),
        lambda: list(filter(3, [3])), lambda: filter(None, [1], x=2), lambda: list(filter(None, [BadTruth()])),
        lambda: next(map(len, [])), lambda: list(map(lambda: 0, [1])), lambda: list(map(lambda a: 1 // a, [1, 0])),
):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)
