# zip: lengths, strict, errors, what is consumed.
print(list(zip()), list(zip([1, 2])), list(zip("ab", [1, 2, 3])), list(zip(range(3), "abc", (4, 5, 6))))
a, b = iter([1, 2, 3]), iter([1])
print(list(zip(a, b)), next(a))
a, b = iter([1]), iter([1, 2, 3])
print(list(zip(a, b)), next(b))
z = zip("ab", "cd")
print(next(z), iter(z) is z, list(z), list(z))
print(dict(zip("ab", [1, 2])), list(zip(*[(1, 2), (3, 4)])), [x + y for x, y in zip([1, 2], [10, 20])])
print(list(zip([1, 2], [3, 4], strict=True)), list(zip(strict=True)), list(zip([1], strict=True)), list(zip([], [], strict=1)))
for make in (
        lambda: zip(1), lambda: zip([1], 2), lambda: zip([1], foo=1), lambda: zip([1], strict=1, x=2),
        lambda: list(zip([1, 2], [1], strict=True)), lambda: list(zip([1], [1, 2], strict=True)),
        lambda: list(zip([1], [1], [1, 2], strict=True)), lambda: list(zip([1, 2], [1, 2], [1], strict=True)),
        lambda: next(zip()), lambda: list(zip([], [1], strict=True)),
):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)


def fails(n):
    for i in range(n):
        yield i
    raise KeyError("inside")


try:
    for t in zip(range(5), fails(2)):
        print(t)
except KeyError as error:
    print(error)
try:
    list(zip([1], fails(1), strict=True))
except KeyError as error:
    print(error)


class Pairs(zip):
    pass


print(list(Pairs([1], [2])), Pairs.__mro__)
