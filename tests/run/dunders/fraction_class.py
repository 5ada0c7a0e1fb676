# A rational number class: normalisation, mixed arithmetic, ordering.
from math import gcd


class Frac:
    __slots__ = ("n", "d")

    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError(f"Frac({n}, 0)")
        g = gcd(n, d) * (1 if d > 0 else -1)
        self.n, self.d = n // g, d // g

    @staticmethod
    def of(x):
        return x if isinstance(x, Frac) else Frac(x) if isinstance(x, int) else None

    def __add__(self, o):
        o = Frac.of(o)
        return NotImplemented if o is None else Frac(self.n * o.d + o.n * self.d, self.d * o.d)

    def __mul__(self, o):
        o = Frac.of(o)
        return NotImplemented if o is None else Frac(self.n * o.n, self.d * o.d)

    def __truediv__(self, o):
        o = Frac.of(o)
        return NotImplemented if o is None else Frac(self.n * o.d, self.d * o.n)

    def __rtruediv__(self, o):
        return Frac(o) / self

    __radd__, __rmul__ = __add__, __mul__

    def __pow__(self, k):
        return Frac(self.n ** k, self.d ** k) if k >= 0 else Frac(self.d ** -k, self.n ** -k)

    def __eq__(self, o):
        o = Frac.of(o)
        return o is not None and (self.n, self.d) == (o.n, o.d)

    def __lt__(self, o):
        o = Frac.of(o)
        return self.n * o.d < o.n * self.d

    def __le__(self, o):
        return self == o or self < o

    def __float__(self):
        return self.n / self.d

    def __str__(self):
        return str(self.n) if self.d == 1 else f"{self.n}/{self.d}"

    __repr__ = __str__


a, b = Frac(1, 2), Frac(-3, -4)
print(a + b, a * b, a / b, 1 + a, 2 * a, 1 / a, a ** 3, b ** -2, a == Frac(2, 4), a < b, a > b, a >= b, float(b))
print(sorted([b, a, Frac(0)]), sum([a, b, a], Frac(0)))
for f in (lambda: a + 1.5, lambda: Frac(1, 0), lambda: a / 0, lambda: "x" * a):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
h = Frac(0)
for i in range(1, 30):
    h += Frac(1, i)
print(h)
