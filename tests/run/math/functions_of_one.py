# Every function of one float on ordinary, special and out-of-range values.
import math

values = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, 3, -7, 10.25, 1e-10, -1e-320, 123456.789, 1e15, -1e22, 709.5, 1e308, math.inf, -math.inf,
          math.nan, 5e-324, 0.1, 25, 171.5, 170.0, -0.75, -3.5, 1.9999999, 200.5, True, 2 ** 60 + 1]
names = """acos acosh asin asinh atan atanh cbrt ceil cos cosh degrees erf erfc exp exp2 expm1 fabs floor gamma isfinite isinf isnan
lgamma log log10 log1p log2 modf frexp radians sin sinh sqrt tan tanh trunc ulp""".split()
for name in names:
    f = getattr(math, name)
    row = []
    for v in values:
        try:
            row.append(repr(f(v)))
        except (ValueError, OverflowError) as e:
            row.append(type(e).__name__ + ": " + str(e))
    print(name, row)
