# Tuple assignment: swaps, indices that depend on each other, function results.
a, b = 1, 2
a, b = b, a
print(a, b)
a, b, c = b, a, a + b
print(a, b, c)
lst = [3, 1, 2]
i = 0
i, lst[i] = 2, 99
print(i, lst)
lst[0], lst[1], lst[2] = lst[2], lst[0], lst[1]
print(lst)


def pair():
    return 7, 8


x, y = pair()
(x, y), z = (y, x), x
print(x, y, z)
[p, q] = "pq"
print(p, q)
fib = [0, 1]
m, n = fib
for _ in range(10):
    m, n = n, m + n
print(m, n)
