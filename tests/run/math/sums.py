# fsum, prod, hypot, dist: rounding, special values, errors.
import math


def pseudo(seed, n):
    """Floats of very different sizes and both signs."""
    state = seed * 2 + 1
    result = []
    for i in range(n):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        result.append(((state >> 11) - 2 ** 52) * 2.0 ** (state % 80 - 90))
    return result


print(math.fsum([0.1] * 10), sum([0.1] * 10), math.fsum([]), math.fsum([1e16, 1, -1e16]), math.fsum([1, 1e100, 1, -1e100] * 100))
print(math.fsum([2.0 ** 53, 1.0, 2.0 ** -100]), math.fsum([2.0 ** 53, 1.0]))
print(math.fsum([math.inf, 1]), math.fsum([math.nan, 1]), math.fsum([math.inf, math.nan]), math.fsum(iter(range(10))))
for seed in range(12):
    xs = pseudo(seed, 40)
    print(math.fsum(xs), math.fsum(sorted(xs)) == math.fsum(xs), math.hypot(*xs[:5]), math.hypot(*xs), math.dist(xs[:7], xs[7:14]))
    print([math.hypot(a, b) for a, b in zip(xs[::2], xs[1::2])])
print(math.hypot(), math.hypot(-3), math.hypot(3, 4), math.hypot(1e308, 1e308), math.hypot(1e-320, 1e-320), math.hypot(0.0, -0.0),
      math.hypot(math.inf, math.nan), math.hypot(math.nan, 1), math.hypot(1, 2, 2), math.hypot(5e-324, 5e-324))
print(math.dist((), ()), math.dist([1, 2], (4, 6)), math.dist((math.inf,), (math.inf,)), math.dist((1e200, 0), (0, 1e200)))
print(math.prod([]), math.prod([1, 2, 3]), math.prod([2, 0.5, 3]), math.prod([1.5, 2, 3]), math.prod(range(1, 30)), math.prod([2], start=10))
print(math.prod([True, 3]), math.prod(["a", 3]), math.prod([2, 3], start=(1,)), math.prod([1e200, 1e200]), math.prod([2 ** 62, 2, 1.5]))
for f in (
        lambda: math.fsum([1e308, 1e308]), lambda: math.fsum([math.inf, -math.inf]), lambda: math.fsum(["a"]), lambda: math.fsum(3),
        lambda: math.fsum(), lambda: math.hypot("a"), lambda: math.hypot(10 ** 400), lambda: math.dist([1], [1, 2]), lambda: math.dist(1, [1]),
        lambda: math.dist([1], ["a"]), lambda: math.dist([1]), lambda: math.prod([1], 2), lambda: math.prod(), lambda: math.prod(3),
        lambda: math.prod([1.5, "a"]), lambda: math.prod([1], foo=2),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
