# Iterators stay exhausted; length hints; copies through __reduce__.
items = [1]
it = iter(items)
print(list(it))
items.append(2)
print(list(it))
import copy
for make in (
        lambda: iter([1, 2, 3]), lambda: iter((1, 2, 3)), lambda: iter(range(3)), lambda: reversed([1, 2, 3]), lambda: iter("abc"),
        lambda: iter({1: 1, 2: 2}), lambda: iter({5: 1, 6: 2}.items()), lambda: iter({3}), lambda: iter(range(2 ** 65, 2 ** 65 + 2)),
):
    it = make()
    hints = [it.__length_hint__()]
    for x in it:
        hints.append(it.__length_hint__())
    print(type(it).__name__, hints)
d = {1: 1}
it = iter(d)
d[2] = 2
try:
    next(it)
except RuntimeError as error:
    print(error)
print(it.__length_hint__())
d = {1: 1, 2: 2, 3: 3}
try:
    for k in d:
        del d[k]
        d[k + 10] = 1
except RuntimeError as error:
    print(error)
r = iter(range(10))
for _ in range(4):
    next(r)
print(r.__length_hint__(), list(r), r.__length_hint__(), next(r, None))
print(iter(range(3)).__reduce__()[1:], range(5, 9, 2).__reduce__())
z = zip([1, 2], "ab")
e = enumerate("xyz", 3)
next(e)
print(z.__reduce__()[0], len(z.__reduce__()[1]), e.__reduce__()[1][1])
