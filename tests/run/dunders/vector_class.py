# A vector class with the usual protocols together.
import math


class Vector:
    def __init__(self, *xs):
        self.xs = tuple(xs)

    def __repr__(self):
        return f"Vector{self.xs}" if len(self.xs) != 1 else f"Vector({self.xs[0]})"

    def __add__(self, o):
        if not isinstance(o, Vector):
            return NotImplemented
        return Vector(*(a + b for a, b in zip(self.xs, o.xs)))

    def __radd__(self, o):
        return self if o == 0 else NotImplemented

    def __mul__(self, k):
        if isinstance(k, Vector):
            return sum(a * b for a, b in zip(self.xs, k.xs))
        return Vector(*(a * k for a in self.xs))

    __rmul__ = __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, o):
        return self + -o

    def __abs__(self):
        return math.sqrt(self * self)

    def __eq__(self, o):
        return isinstance(o, Vector) and self.xs == o.xs

    def __hash__(self):
        return hash(self.xs)

    def __len__(self):
        return len(self.xs)

    def __iter__(self):
        return iter(self.xs)

    def __bool__(self):
        return any(self.xs)

    def __getitem__(self, i):
        return Vector(*self.xs[i]) if isinstance(i, slice) else self.xs[i]


v, w = Vector(3, 4), Vector(1, 2)
print(v + w, v - w, v * 2, 2 * v, v * w, -v, abs(v), v == Vector(3, 4), len(v), [*v], bool(Vector(0, 0)), v[0], v[:1])
print(sum([v, w]))
print({v: 1}[Vector(3, 4)], v != w)
for f in (lambda: v + 1, lambda: 1 + v, lambda: v < w, lambda: v[5], lambda: "a" - v):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
