# All methods of set and frozenset.
a, b = {1, 2, 3}, {3, 4}
print(a | b, a & b, a - b, a ^ b, a.union(b, [9]), a.intersection([1, 2], (2,)), a.difference([1], {2}))
print(a.symmetric_difference([1, 8]), a <= {1, 2, 3, 4}, a < a, a >= {1}, a > {1}, a.issubset(range(9)))
print(a.issuperset([1]), a.isdisjoint([7]), a == {3, 2, 1}, a != b)
a.add(5)
a.discard(1)
a.discard(99)
a.remove(2)
a.update([6], (7,))
print(a, len(a), 5 in a, a.copy() is a)
a.intersection_update({5, 6, 7})
a.difference_update([7])
a.symmetric_difference_update({6, 8})
print(a, a.clear(), a, set(), set("a"), set([1, 1]), {*()}, frozenset(), frozenset([1]))
print(type({1} | frozenset([2])).__name__, type(frozenset([2]) | {1}).__name__, {1} == frozenset([1]))
print(hash(frozenset([1, 2])) == hash(frozenset([2, 1])))
s = {1, 2}
s |= {3}
s &= {2, 3, 4}
s -= {3}
s ^= {5, 2}
print(s, {frozenset([1]): "fs"}[frozenset([1])], {1, 2} in [{2, 1}], frozenset([1]) in {frozenset([1])})
print({1} in {frozenset([1])}, len({1, 1.0, True}), set(range(3)).pop())
for f in (
        lambda: {1}.remove(2), lambda: set().pop(), lambda: {[]}, lambda: {1} | [2], lambda: {1} + {2},
        lambda: {1} < [1], lambda: hash({1}), lambda: set([1])[0], lambda: set(5), lambda: {1}.add([]),
        lambda: frozenset([1]).add(2), lambda: {1}.union(5), lambda: {1} & 3, lambda: {1}.add(), lambda: set(1, 2),
        lambda: {1}.remove("k"), lambda: {{1}}, lambda: [] in {1},
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
