# __slots__: no __dict__, unset slots, inheritance, with __dict__ again.
class P:
    __slots__ = ("x", "y")

    def __init__(self, x):
        self.x = x


p = P(1)
print(p.x, hasattr(p, "y"), hasattr(p, "__dict__"))


def f1(): p.y
def f2(): p.z = 1
def f3(): del p.y
def f4(): P.x.__get__(5)


for f in (f1, f2, f3, f4):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
p.y = 2
del p.y
print(hasattr(p, "y"), P.__slots__, type(P.x).__name__)


class Q(P):
    __slots__ = ("z",)


class R(P):
    pass


q = Q(1)
q.z = 3
r = R(2)
r.anything = 5
print(q.x, q.z, r.__dict__, r.x)
try:
    q.w = 1
except AttributeError as e:
    print(e)
try:
    class Bad:
        __slots__ = ("a",)
        a = 1
except ValueError as e:
    print(e)


class S:
    __slots__ = "only"


s = S()
s.only = 1
print(s.only)


class D:
    __slots__ = ["a", "__dict__"]


d = D()
d.a, d.b = 1, 2
print(d.__dict__)
