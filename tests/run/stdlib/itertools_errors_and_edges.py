# Error texts and edge cases of itertools; what each tool consumes.
from itertools import *
import operator

for f in (
        lambda: count("a"), lambda: count(1, "a"), lambda: count(1, 2, 3), lambda: count(x=1), lambda: cycle(), lambda: cycle(1),
        lambda: cycle(x=1), lambda: repeat(), lambda: repeat(1, "a"), lambda: repeat(1).__length_hint__(), lambda: repeat(1, 2, 3),
        lambda: list(chain(1)), lambda: list(chain([1], 2)), lambda: chain.from_iterable(1), lambda: chain(x=1), lambda: islice(),
        lambda: islice([1]), lambda: islice([1], -1), lambda: islice([1], "a"), lambda: islice([1], -1, 2), lambda: islice([1], 0, 1, 0),
        lambda: islice([1], 1, 2, 3, 4), lambda: islice(1, 2), lambda: islice([1], 2.0), lambda: product(1), lambda: product([1], repeat="a"),
        lambda: product([1], repeat=-1), lambda: product([1], foo=1), lambda: permutations(), lambda: permutations([1], "a"),
        lambda: permutations([1], -1), lambda: permutations([1], 1, 2), lambda: combinations(), lambda: combinations([1]),
        lambda: combinations([1], "a"), lambda: combinations([1], -1), lambda: combinations_with_replacement([1], -1), lambda: accumulate(),
        lambda: accumulate(1), lambda: list(accumulate([1, 2], 2)), lambda: list(accumulate([1, "a"])), lambda: accumulate([1], foo=1),
        lambda: accumulate([1], None, 3), lambda: groupby(), lambda: groupby(1), lambda: list(groupby([1], 2)), lambda: starmap(),
        lambda: starmap(len, 1), lambda: list(starmap(len, [1])), lambda: takewhile(len), lambda: dropwhile(len, 1), lambda: filterfalse(1),
        lambda: zip_longest(1), lambda: zip_longest([1], foo=1), lambda: tee(), lambda: tee(1), lambda: tee([1], -1), lambda: tee([1], "a"),
        lambda: pairwise(), lambda: pairwise(1), lambda: compress(), lambda: compress([1]), lambda: compress(1, [1]), lambda: next(count(None)),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(count(3), count(1, 2), count(1.5), repeat(1), repeat(2, 3), repeat("x", -1), count(2 ** 70), count(0, 1.0))
print(list(islice(count(2 ** 62 - 1), 3)), list(islice(count(1.5, 0.25), 3)), list(islice(count(5, -2), 4)), list(islice(count(1j), 2)))
it = iter(range(10))
print(list(islice(it, 3)), list(islice(it, 1, 4, 2)), list(it), list(islice("abc", None)), list(islice("abcdef", 1, None, 2)))
it = iter(range(10))
print(list(takewhile(lambda x: x < 3, it)), next(it), list(dropwhile(lambda x: x < 7, it)))
a, b = tee(iter("abc"))
print(next(a), next(a), next(b), list(a), list(b), list(a))
a, b, c = tee(range(200), 3)
print(sum(a), sum(islice(b, 100)), sum(c), sum(b), tee([1], 0))
a, = tee("xy", 1)
b = a.__copy__()
print(next(a), list(b), list(a))
groups = [(k, list(g)) for k, g in groupby("AAABBBCCD")]
print(groups, [k for k, g in groupby([1, 1, 2, 1])], [(k, len(list(g))) for k, g in groupby(range(10), key=lambda x: x // 4)])
g = groupby("aabb")
k1, first = next(g)
k2, second = next(g)
print(k1, list(first), k2, list(second), next(g, "end"))
g = groupby("aab")
k, group = next(g)
print(next(group), next(g)[0], list(group))
print(list(accumulate([1, 2, 3], operator.mul)), list(accumulate([], initial=3)), list(accumulate("abc")), list(accumulate([3, 1, 2], max, initial=2)))
print(list(zip_longest("ab", "c", fillvalue="-")), list(zip_longest()), list(zip_longest([], [1])), list(pairwise("abcd")), list(pairwise("a")))
print(list(compress("abcde", [1, 0, 1, 0, 1, 1])), list(filterfalse(None, [0, 1, ""])), list(filterfalse(bool, [1, 0])), list(starmap(pow, [(2, 3), [3, 2]])))
c = cycle(iter([1, 2]))
print([next(c) for _ in range(5)], list(cycle([])), list(chain.from_iterable(["ab", [1]])), list(chain()), list(repeat(5, 2)))
print(list(product()), list(product("ab", repeat=0)), list(product("ab", [])), list(product("ab", [1, 2], repeat=1)), len(list(product(range(3), repeat=4))))
print(list(permutations("abc", 2)), list(permutations([], 0)), list(permutations("a", 2)), len(list(permutations(range(6)))))
print(list(combinations("abcd", 3)), list(combinations([], 0)), list(combinations("a", 2)), list(combinations_with_replacement("ab", 3)),
      list(combinations_with_replacement([], 2)), list(combinations_with_replacement([], 0)))


class Numbers(count):
    pass


print(Numbers(3), next(Numbers(4)), isinstance(Numbers(), count), [type(x).__name__ for x in (chain(), islice([], 1), tee([1])[0])])


def fails():
    yield 1
    raise KeyError("k")


for tool in (chain(fails(), [2]), islice(fails(), 5), accumulate(fails()), cycle(fails()), zip_longest(fails(), [1, 2, 3]), pairwise(fails())):
    out = []
    try:
        for x in tool:
            out.append(x)
    except KeyError as e:
        out.append(e)
    print(out, next(tool, "end"))
