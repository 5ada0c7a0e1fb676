# Small functions called in loops: rebound in the middle, given other types, raising, at the recursion limit.
import sys


def scaled(x, k):
    return x * k + 1


def apply(items, k):
    out = []
    for x in items:
        out.append(scaled(x, k))
    return out


print(apply([1, 2, 3], 2), apply([1.5, 2.5], 2), apply([2 ** 62, 2 ** 63], 2))
try:
    apply(["a", "b"], 2)
except TypeError as e:
    print(e)
try:
    apply([1, None], 3)
except TypeError as e:
    tb, names = e.__traceback__, []
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print(e, names)


def quotient(a, b):
    if b == 0:
        raise ValueError("zero")
    return a // b


def quotients(n):
    got = []
    for i in range(n):
        try:
            got.append(quotient(12, i))
        except ValueError as e:
            got.append(repr(e))
        if i == 2:
            globals()["quotient"] = lambda a, b: -a
        if i == 4:
            globals()["quotient"] = original
    return got


original = quotient
print(quotients(7))


def inc(n):
    return n + 1


def depth(n):
    for _ in range(1):
        n = inc(n)
        try:
            return depth(n)
        except RecursionError:
            return "limit"


sys.setrecursionlimit(200)
print(depth(0))


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def product(n, v):
    return [sum(entry(i, j) * v[j] for j in range(n)) for i in range(n)]


def product_in_loops(n, v):
    out = []
    for i in range(n):
        t = 0.0
        for j in range(n):
            t += entry(i, j) * v[j]
        out.append(t)
    return out


v = [0.5 * k for k in range(8)]
print(product(8, v) == product_in_loops(8, v), product_in_loops(3, v))
print(product_in_loops(2, [1, 2 ** 70]))


class Ratio:
    def __init__(self, n):
        self.n = n

    def __mul__(self, k):
        return Ratio(self.n * k)

    def __add__(self, k):
        return self.n + k


print(apply([Ratio(3), 4], 5))
