# ceil, floor, trunc and float arguments through the protocols of the argument.
import math

for v in (2.5, -2.5, 1e300, -0.5, 7, True, 10 ** 30, 2 ** 53 + 0.0):
    print(math.ceil(v), math.floor(v), math.trunc(v))


class Rounds:
    def __ceil__(self):
        return "ceil"

    def __floor__(self):
        return "floor"

    def __trunc__(self):
        return "trunc"


class Floats:
    def __float__(self):
        return 2.75


class Indexes:
    def __index__(self):
        return 9


class MyFloat(float):
    def __floor__(self):
        return "mine"


print(math.ceil(Rounds()), math.floor(Rounds()), math.trunc(Rounds()))
print(math.ceil(Floats()), math.floor(Floats()), math.sqrt(Indexes()), math.floor(Indexes()), math.pow(Floats(), Indexes()))
print(math.floor(MyFloat(1.5)), math.ceil(MyFloat(1.5)), math.trunc(MyFloat(1.5)), math.sqrt(MyFloat(4)))
print(math.pi, math.e, math.tau, math.inf, math.nan, math.frexp(0), math.modf(-2.25), math.modf(math.inf), math.modf(math.nan))
print(math.log(10 ** 400), math.log2(2 ** 5000), math.log10(10 ** 400), math.log2(10 ** 400), math.log(2 ** 64, 2), math.sqrt(10 ** 300))
print(math.sqrt, math.log, math.__name__, repr(math.gcd), math.sqrt.__name__, callable(math.sin))


class BadFloat:
    def __float__(self):
        return "x"


for f in (
        lambda: math.sqrt(-1), lambda: math.sqrt("a"), lambda: math.sqrt(), lambda: math.sqrt(1, 2), lambda: math.sqrt(10 ** 400),
        lambda: math.sqrt(None), lambda: math.sqrt(1j), lambda: math.sqrt(BadFloat()), lambda: math.sqrt([]), lambda: math.sin("1"),
        lambda: math.pow(1), lambda: math.pow(1, "a"), lambda: math.log(), lambda: math.log(1, 2, 3), lambda: math.log(0), lambda: math.log(-1),
        lambda: math.log("a"), lambda: math.log(8, 1), lambda: math.log(8, 0), lambda: math.log(-10 ** 400), lambda: math.log2(0),
        lambda: math.log10(-5), lambda: math.ceil("a"), lambda: math.ceil(math.inf), lambda: math.floor(math.nan), lambda: math.trunc("a"),
        lambda: math.trunc(math.inf), lambda: math.ldexp(1, "a"), lambda: math.ldexp(1, 1.0), lambda: math.frexp("a"), lambda: math.modf([]),
        lambda: math.isclose(1, 1, rel_tol=-1), lambda: math.isclose(1), lambda: math.isclose(1, "a"), lambda: math.isclose(1, 2, 3),
        lambda: math.isfinite("a"), lambda: math.isnan(10 ** 400), lambda: math.copysign(1), lambda: math.ulp("a"), lambda: math.fmod(1, 0),
        lambda: math.factorial(2.0), lambda: math.nothing, lambda: math.degrees("x"), lambda: math.atan2(1), lambda: math.floor(),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
