# Assignment expressions in conditions, comprehensions and calls.
data = [4, 8, 15, 16, 23, 42]
if (n := len(data)) > 5:
    print("long", n)
it = iter(data)
while (x := next(it, None)) is not None and x < 16:
    print(x)
print("stopped at", x)
print([y for v in data if (y := v * 2) > 20], y)
print(any((hit := v) > 15 for v in data), hit)
print((a := 1), a)


def f(x):
    return (total := x + 1) * total


print(f(3))
print(sum((b := i) for i in range(4)), b)


def outer():
    [last := i for i in range(5)]
    return last


print(outer())
print({(k := c): k.upper() for c in "ab"}, k)
