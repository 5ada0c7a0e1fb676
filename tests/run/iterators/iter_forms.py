# iter(callable, sentinel), iteration by __getitem__, iterators of iterators.
values = iter([1, 2, 3, 0, 5])
print(list(iter(lambda: next(values), 0)), list(values))
print(list(iter(int, 0)), list(iter([3, 2, 1].pop, 1)))
it = iter(lambda: 5, 6)
print(next(it), type(it).__name__, iter(it) is it, str(it).startswith("<callable_iterator object at 0x"))


def once():
    raise StopIteration


it = iter(once, None)
print(list(it), list(it))


class Old:
    def __init__(self, n):
        self.n = n

    def __getitem__(self, i):
        if i >= self.n:
            raise IndexError("over")
        return i * i


print(list(Old(4)), 9 in Old(4), 10 in Old(4), sum(Old(5)), tuple(Old(2)), [*Old(3)], max(Old(3)), dict(enumerate(Old(2))))
it = iter(Old(3))
print(type(it).__name__, next(it), iter(it) is it, list(it), next(it, "end"))
a, b, *c = Old(5)
print(a, b, c)


class Ends(Old):
    def __getitem__(self, i):
        if i == 2:
            raise StopIteration
        return i


class Breaks(Old):
    def __getitem__(self, i):
        if i == 2:
            raise KeyError("k")
        return i


print(list(Ends(3)))
try:
    for x in Breaks(3):
        print(x)
except KeyError as error:
    print("KeyError", error)


class NotIterator:
    def __iter__(self):
        return 5


class NoneIter:
    __iter__ = None

    def __getitem__(self, i):
        return i


class Chained:
    def __iter__(self):
        return iter([1, 2])


class Next:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration(self.n)
        return self.n


print(list(Chained()), list(Next()), next(Next()), [x for x in Next() if x != 2])
for make in (
        lambda: iter(5), lambda: iter(NotIterator()), lambda: iter(NoneIter()), lambda: iter(1, 2), lambda: iter(),
        lambda: next(5), lambda: next([]), lambda: next(iter([])), lambda: list(iter(lambda: 1 // 0, 1)), lambda: iter([], 1, 2),
        lambda: next(iter([]), 1, 2), lambda: next(),
):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)
print([type(iter(x)).__name__ for x in ([], (), "", "é", b"", bytearray(), {}, {}.values(), {}.items(), set(), range(3), range(2 ** 70))])
