# Fractions: construction, arithmetic with all kinds of numbers, comparison, hash, rounding, errors.
import math
import numbers
import operator
from fractions import Fraction as F


def attempt(f, *args):
    try:
        r = f(*args)
        print(type(r).__name__, repr(r), end="; ")
    except Exception as e:
        print(type(e).__name__, e, end="; ")


for args in ((), (3,), (6, 4), (6, -4), (-6, -4), (0, 5), ("3/4",), (" -3/4 ",), ("1.5",), ("1.5e3",), ("-.5E-2",), ("7",), ("1_000/3",),
             ("3 / 4",), ("",), ("a",), ("1/0",), (1, 0), (0.5,), (0.1,), (float("nan"),), (float("inf"),), (F(1, 3), F(2, 5)), (1.5, 2), (True,),
             (None,), ([],), (1, 2.0), (F(3, 4),), (1j,), (10 ** 30, 10 ** 28), ("1.",), (".",), ("1_",), ("_1",), ("1__0",), ("1_0.2_5e1_0",), ("1.5/2",), ("-+1",), ("e5",), (".e5",), ("1e+5",), ("1e-2",), ("1e+-2",), ("3/-4",), ("٣",), ("--1",), ("1 2",), ("+3",), ("1e",), ("0x10",), (3, None)):
    attempt(F, *args)
print()
values = [F(0), F(1), F(-3, 4), F(5, 3), F(7), 2, -3, 0, 1.5, 0.0, 2j, True, "x"]
for op in (operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod, divmod, operator.pow):
    print(op.__name__)
    for a in values:
        for b in values:
            if isinstance(a, F) or isinstance(b, F):
                if not (a == "x" and op is operator.mod):
                    attempt(op, a, b)
    print()
for op in (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge):
    print(op.__name__)
    for a in values[:5]:
        for b in values + [float("nan"), float("inf"), 0.75, -0.75]:
            attempt(op, a, b)
            attempt(op, b, a)
    print()
for f in (F(7, 2), F(5, 2), F(-7, 2), F(-1, 3), F(22, 7), F(0), F(123456, 1000)):
    print(f, repr(f), str(-f), abs(f), +f, int(f), float(f), math.floor(f), math.ceil(f), math.trunc(f), round(f), round(f, 1), round(f, -1),
          bool(f), f.numerator, f.denominator, f.as_integer_ratio(), complex(f), f.real, f.imag, f.conjugate())
print(hash(F(1, 2)) == hash(0.5), hash(F(3)) == hash(3), {F(1, 2): "half"}[0.5], hash(F(-1, 3)), hash(F(1, 2 ** 61 - 1)), hash(F(-1)))
print(F(math.pi).limit_denominator(1000), F("3.1415926535897932").limit_denominator(), F(math.e).limit_denominator(10), F(4321, 8765).limit_denominator(1))
attempt(F(1, 3).limit_denominator, 0)
attempt(F.from_float, 0.25)
attempt(F.from_float, 3)
attempt(F.from_float, "1")
print(sum([F(1, n) for n in range(1, 12)]), sum([F(1, 3)] * 3), max(F(1, 3), 0.3), sorted([F(1, 2), 0.3, 1, F(1, 3)]))
print(isinstance(F(1), numbers.Rational), isinstance(1, numbers.Integral), isinstance(1.0, numbers.Real), isinstance(1.0, numbers.Rational),
      isinstance(1j, numbers.Complex), isinstance("1", numbers.Number), isinstance(True, numbers.Number), issubclass(int, numbers.Rational))
print(f"{F(3, 4)}", "%s" % F(1, 2), "%.3f" % F(1, 3), F(2) ** -2, F(2, 3) ** 2, 2 ** F(1, 2), 4.0 ** F(2), F(-8) ** F(1, 3))


class Sub(F):
    pass


print(repr(Sub(1, 2)), repr(Sub(1, 2) + 1), type(Sub("3/4")).__name__)
try:
    F(1, 2).numerator = 3
except AttributeError as e:
    print(type(e).__name__)
attempt(numbers.Integral)
