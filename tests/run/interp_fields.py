"""Float attributes that are read, computed with and written in one step; NaN, other types, other classes, deletion on the way."""
import math


class P:
    def __init__(self, x, v, m):
        self.x = x
        self.v = v
        self.m = m


class Q(P):
    pass


def step(ps, dt):
    for p in ps:
        p.x += dt * p.v
        p.v -= p.x * dt
        p.x -= p.v
        p.x += p.m
        p.m = p.m - dt * 0.001


def pull(a, b, k):
    d = a.x - b.x
    e = a.v - b.v
    f = d * d + e * e + 1.0
    g = k / (f * math.sqrt(f))
    a.v -= d * g
    a.m += e * g
    b.v += d * g
    b.m -= e * g
    return a.m * b.m - d * e


def show(ps):
    return [(f"{p.x!r}"[:14], f"{p.v!r}"[:14], f"{p.m!r}"[:14]) for p in ps]


ps = [P(float(i), 1.0 - i, 0.5) for i in range(4)]
for _ in range(50):
    step(ps, 0.01)
    total = 0.0
    for i in range(len(ps)):
        for j in range(i + 1, len(ps)):
            total += pull(ps[i], ps[j], 0.25)
print(show(ps), f"{total:.9f}")

for value in (float("nan"), float("inf"), 3, True, 1 << 70, "text", None, 2j):
    for name in ("x", "v", "m"):
        ps = [P(1.0, 2.0, 3.0), Q(1.5, 2.5, 3.5), P(0.5, 0.25, 0.125)]
        setattr(ps[1], name, value)
        try:
            step(ps, 0.5)
            print(name, value, pull(ps[0], ps[1], 0.5), pull(ps[1], ps[2], 0.5))
        except Exception as e:
            print(name, value, type(e).__name__, e)
        print(show(ps))

ps = [P(1e308, 1e308, 1e308) for _ in range(2)]
step(ps, 1e10)
print(show(ps))
ps = [P(1.0, 2.0, 3.0) for _ in range(2)]
del ps[1].v
try:
    step(ps, 0.5)
except AttributeError as e:
    print(e, show(ps[:1]), ps[1].x)


class Watched(P):
    @property
    def v(self):
        ps[0].x = "changed"
        return 2.0

    @v.setter
    def v(self, value):
        pass


ps = [P(1.0, 2.0, 3.0), Watched(1.0, 2.0, 3.0), P(1.0, 2.0, 3.0)]
try:
    step(ps, 0.5)
    step(ps, 0.5)
except TypeError as e:
    print(e)
print(ps[0].x, ps[1].x, ps[2].x)


def swap(a, i, j):
    for _ in range(3):
        a[i], a[j] = a[j], a[i]
    return a


print(swap([1, 2, 3], 0, -1), swap([1.5, 2.5, 3.5], -3, 2), swap([True, False], 0, 1), swap([True, 2.5, "x"], 0, 2))
for a in ([1], [1.5], [False], "ab", (1, 2)):
    try:
        swap(a, 0, 1)
    except Exception as e:
        print(type(e).__name__, e)
