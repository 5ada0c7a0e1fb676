# Built-in iterators stay exhausted; they are their own iterators; length hints.
for make in (lambda: iter([1, 2]), lambda: iter((1, 2)), lambda: iter("ab"), lambda: iter({1: 2}), lambda: iter({1}),
             lambda: iter(range(2)),
             lambda: zip(
                 [1], [2],
             ), lambda: map(abs, [-1]), lambda: filter(None, [0, 1]), lambda: enumerate("a"), lambda: reversed([1, 2]),
             lambda: iter(b"ab"), lambda: reversed(range(3)), lambda: iter({}.items()), lambda: iter({1: 2}.values())):
    it = make()
    print(type(it).__name__, iter(it) is it, list(it), list(it), next(it, "end"))
lst = [1]
it = iter(lst)
print(next(it), next(it, "end"))
lst.append(2)
print(next(it, "still end"))
from operator import length_hint
it = iter([1, 2, 3])
next(it)
print(length_hint(it), length_hint(range(5)))
