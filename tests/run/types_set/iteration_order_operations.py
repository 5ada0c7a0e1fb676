# Order of results of set operations, copies, unions of different sizes.
a = {8, 1, 16, 3, 24}
b = {16, 32, 2, 1, 40, 5}
print(
    a | b, b | a, a & b, b & a, a - b, b - a, a ^ b, b ^ a, a.copy(), set(a), set(list(a)), frozenset(b), {*a, *b},
    {x for x in b}, a.union([100, 7]), set(sorted(b)), sep="\n",
)
c = set(range(100)) - set(range(3, 95))
print(c, c | {50}, set(range(6)) & {9, 4, 2, 0}, set([5, 3, 9]) ^ set([9, 21, 3]))
d = set(range(30))
d.intersection_update([29, 3, 17, 11])
print(d)
d.update(range(60, 40, -3))
print(d)
d -= {41 + 3, 60, 3}
print(d, sorted(d), min(d), max(d), sum(d))
