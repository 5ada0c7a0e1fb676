# Generator expressions: lazy, first iterable evaluated at once, nested clauses.
def source(name):
    print("source", name)
    return [1, 2, 3]


g = (x * 2 for x in source("outer"))
print("made", type(g).__name__)
print(list(g), list(g))
print(sum(x for x in range(10) if x % 2), max((len(w), w) for w in ("a", "ccc", "bb")))
print(list((a, b) for a in range(3) for b in range(a) if a + b != 2))
print(dict((k, v) for k, v in zip("ab", (1, 2))), set(x % 3 for x in range(10)), ",".join(str(i) for i in range(4)))
try:
    (x for x in 5)
except TypeError as e:
    print(e)
n = 10
g = (n + i for i in range(2))
n = 100
print(list(g))
print(any(x > 2 for x in [1, 2, 3]), all(x > 2 for x in [3, 1]))
