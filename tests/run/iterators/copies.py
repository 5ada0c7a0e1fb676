# Copies of half-used iterators continue where they are.
import copy
from collections import deque
from itertools import count, repeat

for make in (
        lambda: iter([1, 2, 3]), lambda: iter((1, 2, 3)), lambda: iter("abc"), lambda: iter(range(3)), lambda: reversed([1, 2, 3]),
        lambda: reversed((1, 2, 3)), lambda: iter({1: 2, 3: 4, 5: 6}), lambda: iter({1: 2, 3: 4, 5: 6}.values()), lambda: iter({1, 2, 3}),
        lambda: iter(b"abc"), lambda: iter(range(2 ** 70, 2 ** 70 + 3)), lambda: iter(deque([1, 2, 3])), lambda: reversed(deque([1, 2, 3])),
        lambda: iter({7: 8, 9: 10}.items()), lambda: iter(bytearray(b"xyz")), lambda: reversed({1: 2, 3: 4}),
):
    it = make()
    first = next(it)
    other = copy.copy(it)
    print(first, list(other), list(it), list(copy.copy(it)))
for make in (lambda: enumerate([5, 6, 7]), lambda: zip([1, 2], "ab"), lambda: map(str, [1, 2, 3]), lambda: filter(None, [1, 0, 2])):
    it = make()
    other = copy.copy(it)
    print(type(other).__name__, next(it), list(other), list(it))
c = count(5, 2)
next(c)
print(copy.copy(c), copy.copy(repeat(3, 2)), next(copy.copy(c)), c)
