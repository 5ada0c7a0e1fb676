# Attributes that hold floats, read and written in every way that there is.
import copy
import operator


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def move(self, dx, dy):
        self.x += dx
        self.y = self.y + dy
        return self

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


def show(o):
    print(o.__class__.__name__, sorted(vars(o).items()) if hasattr(o, "__dict__") else "-")


def walk(points, n):
    total = 0.0
    for i in range(n):
        for p in points:
            p.move(0.5, i)
            total += p.x * p.y
    return total


points = [Point(float(i), i / 4) for i in range(8)]
print(walk(points, 50), points[3])

p = Point(1.5, -0.0)
print(p.x, p.y, getattr(p, "x"), getattr(p, "y"), getattr(p, "z", "none"), hasattr(p, "x"), hasattr(p, "q"))
setattr(p, "x", 2.25)
setattr(p, "z", 3.5)
print(p.x, p.z, p.__dict__, p)
p.__dict__["x"] = 7.0
p.__dict__["w"] = 8.5
print(p.x, p.w, vars(p), [n for n in dir(p) if len(n) == 1])
p.x = 9.25
print(p.__dict__["x"], p)

# Identity: the same float read twice, and other operators on what was read.
q = Point(0.1, float("inf"))
x = q.x
print(q.x is q.x, q.x is x, q.x is not x, operator.is_(q.x, x), operator.is_not(q.x, x), q.x is q.y, q.x is None, q.x is not None)
print(q.x == x, q.x in [q.x, 1], q.x in (x,), {q.x: "found"}[x], {q.x} == {x}, [q.x].index(x), [q.x, q.x].count(x), max(q.x, q.y))
nan = Point(float("nan"), 0.0)
print(nan.x == nan.x, nan.x != nan.x, nan.x < 1.0, repr(nan.x), str(nan.y))
nan.y = -0.0
print(nan.y, nan.y == 0.0, repr(nan.y), type(nan.y))

# Other types in a place that held a float, and floats again.
for value in (3, None, "text", True, [1.0], 10**30, 2.5, float("nan"), False, 0.0, complex(1, 2)):
    r = Point(1.0, 2.0)
    r.x = value
    print(r, type(r.x).__name__, r.y)
    r.x = 4.5
    r.y = value
    print(r, type(r.y).__name__)
mixed = Point(1.0, 2.0)
mixed.x = 1
mixed.y = None
mixed.x = 0.5
print(mixed, type(mixed.x), mixed.y)


class Sub(float):
    pass


s = Point(Sub(1.5), 2.0)
print(type(s.x).__name__, s.x + 1)
s.y = Sub(3.0)
print(type(s.y).__name__, s.y, s)
t = Point(1.0, 1.0)
t.x = Sub(2.0)
print(type(t.x).__name__, t)

# None or an int first, a float later; the reverse.
lazy = [Point(None, 0) for _ in range(6)]
for k, o in enumerate(lazy):
    o.x = k / 2
    o.y = k * 1.0
print(lazy)
for k, o in enumerate(lazy):
    if k % 2:
        o.x = k
print(lazy, [type(o.x).__name__ for o in lazy])

# Deleting and adding again.
d = Point(1.5, 2.5)
del d.y
print(vars(d) if False else sorted(n for n in ("x", "y") if hasattr(d, n)))
d.y = 3.5
print(d)
d2 = Point(1.5, 2.5)
del d2.x
try:
    print(d2.x)
except AttributeError as e:
    print(e)
d2.x = 6.5
print(d2, list(d2.__dict__))
d3 = Point(1.5, 2.5)
delattr(d3, "y")
d3.y = "word"
print(d3)
d3.y = 1.25
print(d3)

# Copies.
c = Point(1.5, 2.5)
c.extra = [c.x, c.y]
c1, c2 = copy.copy(c), copy.deepcopy(c)
c1.x, c2.x = 10.5, 20
print(c, c1, c2, c1.extra is c.extra, c2.extra is c.extra, c2.extra)
print(c.__getstate__() if hasattr(c, "__getstate__") else c.__dict__)

# Class attributes behind instance attributes.


class Default:
    x = 0.5
    y = 1

    def bump(self):
        self.x += 1.0
        self.y += 0.5


v = Default()
w = Default()
v.bump()
print(v.x, v.y, w.x, w.y, Default.x, vars(v), vars(w))
del v.x
print(v.x, v.y)
Default.x = 99.5
print(v.x, w.x)
v.x = 1.0
print(v.x, w.x)

# Augmented assignment by name and chained targets.
u = Point(1.0, 1.0)
u.x *= 3
u.y //= 2
u.x **= 2
u.x -= u.y
print(u)
u.x = u.y = 4.5
print(u, u.x is u.y)
u.x, u.y = u.y + 1, u.x
print(u)
for u.x in (0.5, 1, 1.5):
    print(u.x, type(u.x).__name__)
with_match = Point(2.5, 3.5)
match with_match:
    case Point(x=2.5, y=y):
        print("matched", y)
print(operator.attrgetter("x", "y")(with_match), list(map(lambda o: o.x, [with_match, u])))
print("%.2f %s" % (with_match.x, with_match.y), f"{with_match.x:.3f}", with_match.x.is_integer(), with_match.y.hex())
print(sorted([Point(3.0, 1.0), Point(1, 2.0), Point(2.5, 0.0)], key=lambda o: o.x))
