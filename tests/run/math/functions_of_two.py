# Functions of two floats on all pairs of special and ordinary values.
import math

values = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 3, -7.25, 1e308, -1e-308, math.inf, -math.inf, math.nan, 1023, -5]
for name in "atan2 copysign fmod pow remainder nextafter hypot".split():
    f = getattr(math, name)
    for x in values:
        row = []
        for y in values:
            try:
                row.append(repr(f(x, y)))
            except (ValueError, OverflowError) as e:
                row.append(type(e).__name__[0] + ": " + str(e))
        print(name, x, row)
for x in values:
    row = []
    for e in (0, 1, -1, 10, 1023, 1024, -1074, -2000, 10 ** 30, -10 ** 30, True):
        try:
            row.append(repr(math.ldexp(x, e)))
        except OverflowError as error:
            row.append(str(error))
    print("ldexp", x, row)
print([math.log(x, b) for x in (8, 1000, 0.5, 10 ** 400) for b in (2, 10, 2.5, 3 ** 500)])
print(math.isclose(1, 1 + 1e-10), math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-12),
      math.isclose(0, 1e-12, abs_tol=1e-9), math.isclose(math.inf, math.inf), math.isclose(math.inf, 1e308), math.isclose(math.nan, math.nan))
