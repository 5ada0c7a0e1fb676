# sort is stable, keys are computed once, reverse keeps stability, failing comparisons.
words = ["bb", "a", "ccc", "dd", "e", "fff", "A", "B"]
print(sorted(words, key=len), sorted(words, key=len, reverse=True), sorted(words, key=str.lower), sorted(words))
print(sorted(words, key=lambda w: (-len(w), w)))
calls = []
print(sorted([3, 1, 2], key=lambda x: calls.append(x) or -x), calls)
pairs = [(1, "b"), (0, "z"), (1, "a"), (0, "y")]
print(sorted(pairs), sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[1], reverse=True))
print(sorted([(1, [2]), (1, [1])]))
big = [(i * 7919) % 1009 for i in range(1000)]
assert sorted(big) == sorted(sorted(big, reverse=True)) and all(x <= y for x, y in zip(sorted(big), sorted(big)[1:]))
print(sum(sorted(big)[:10]), sorted(big)[-3:], sorted({"b": 1, "a": 2}), sorted("hello"), sorted([True, 0, 2, False]))
print(sorted([2.5, 1, 10 ** 20, -1]))
for f in (
        lambda: sorted([1, "a"]), lambda: sorted([None, 1]), lambda: sorted([1, 2], key=lambda x: 1 / 0),
        lambda: sorted([1j, 2j]), lambda: sorted([{}, {}]), lambda: [1].sort(key=lambda: 0), lambda: sorted([1], 2),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
a = [3, 1, 2]


def evil(x):
    a.append(x)
    return x


try:
    a.sort(key=evil)
except ValueError as e:
    print(e, a)
