# range: attributes, indexing, slicing, membership, comparison, repr, big values.
for r in (
        range(5), range(2, 10, 3), range(10, 0, -3), range(0), range(5, 2), range(-3, 3),
        range(10 ** 20, 10 ** 20 + 5, 2), range(0, 1, 10 ** 30),
):
    print(r, list(r), len(r), r.start, r.stop, r.step, list(reversed(r)), bool(r), 3 in r, r[0:2], r[::-1], sum(r))
r = range(0, 100, 7)
print(r[3], r[-1], r[2:5], 14 in r, 15 in r, r.index(21), r.count(21), r.count(22), r == range(0, 99, 7))
print(range(0) == range(5, 5), range(0, 3, 2) == range(0, 4, 2), hash(range(3)) == hash(range(0, 3)), r != range(5))
print(14.0 in r, "a" in r, r[-3:][0])
print(range(True, 5), len(range(2 ** 62)), range(2 ** 70)[2 ** 69], (2 ** 69 + 1) in range(2 ** 70), max(range(5)))
print(min(range(5, 0, -1)), list(range(3, -3, -2)), range(10)[2:8:3], isinstance(range(3), range))
for f in (
        lambda: r[100], lambda: range(1.5), lambda: range(0, 5, 0), lambda: range("5"), lambda: r.index(1),
        lambda: range(3)["a"], lambda: range(3) + range(3), lambda: range(1, 2, 3, 4), lambda: range(3) < range(4),
        lambda: len(range(2 ** 70)), lambda: range(), lambda: r.start.foo, lambda: range(None), lambda: range(2)[None],
        lambda: range(start=1),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
