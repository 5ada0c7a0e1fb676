# Dict and set comprehensions; later keys win; order of insertion.
print({x: x * x for x in range(4)}, {k: v for k, v in [("a", 1), ("b", 2), ("a", 3)]})
print({len(w) for w in ("a", "bb", "cc")}, {x % 3 for x in range(9)})
print({v: k for k, v in {"x": 1, "y": 2}.items()})
print({(i, j): i + j for i in range(2) for j in range(2) if i != j})
print({c: {d for d in range(2)} for c in "ab"})
print({x for x in [1, 1.0, True]}, {x: type(x).__name__ for x in [1, 1.0, True]})
try:
    {[]: 1 for _ in range(1)}
except TypeError as e:
    print(e)
try:
    {{} for _ in range(1)}
except TypeError as e:
    print(e)
