# reversed over built-in and user-made sequences.
print(list(reversed([1, 2, 3])), list(reversed((1, 2))), list(reversed("abc")), list(reversed(b"ab")), list(reversed(range(0, 10, 3))))
print(list(reversed({1: 2, 3: 4})), list(reversed({1: 2, 3: 4}.values())), list(reversed({1: 2, 3: 4}.items())))
print(type(reversed([])).__name__, type(reversed(())).__name__, type(reversed("")).__name__, type(reversed({})).__name__)
r = reversed([1, 2, 3])
print(r.__length_hint__(), next(r), r.__length_hint__(), iter(r) is r, list(r), r.__length_hint__(), next(r, "end"))
r = reversed("abc")
print(r.__length_hint__(), next(r), r.__length_hint__(), list(r), next(r, "end"))


class Seq:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        if not 0 <= i < 3:
            raise IndexError(i)
        return i * 10


class Own:
    def __reversed__(self):
        return iter("own")


class Blocked:
    __reversed__ = None

    def __len__(self):
        return 1

    def __getitem__(self, i):
        return 1


class NoLen:
    def __getitem__(self, i):
        return 1


class Late(Seq):
    def __getitem__(self, i):
        if i == 1:
            raise StopIteration
        return i


print(list(reversed(Seq())), list(reversed(Own())), list(reversed(Late())))
for make in (
        lambda: reversed(), lambda: reversed(1), lambda: reversed({1}), lambda: reversed([1], 1), lambda: reversed(x=1),
        lambda: reversed(Blocked()), lambda: reversed(NoLen()), lambda: reversed(iter([])), lambda: reversed(x for x in []),
):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)
items = [1, 2, 3, 4]
r = reversed(items)
next(r)
items.pop()
items.pop()
print(list(r), list(r))
