# List comprehensions: conditions, several clauses, nested, conditional element.
print([x for x in range(5)], [x * x for x in range(10) if x % 2 if x > 3])
print([(a, b) for a in "ab" for b in range(2)])
print([[i * j for j in range(3)] for i in range(3)])
print([x if x % 2 else -x for x in range(5)])
m = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in m] for i in range(3)], [v for row in m for v in row])
print([a + b for a, b in [(1, 2), (3, 4)]], [x for x, *_ in ["abc", "de"]])
print([f(3) for f in (lambda v: v + 1, lambda v: v * v)])
print([y for x in range(3) for y in [x * 10]], [() for _ in range(2)])
print([x for x in [1, 2, 3] if x not in (2,)])
print([i for i in range(20) if i % 2 == 0 and i % 3 == 0 or i == 19])
