# gcd, lcm, isqrt, factorial, comb, perm with small and large ints.
import math

print(math.gcd(), math.gcd(-4), math.gcd(12, 18), math.gcd(0, 5), math.gcd(12, 18, 8), math.gcd(0, 0), math.gcd(True, 4))
print(math.lcm(), math.lcm(-4), math.lcm(4, 6), math.lcm(0, 5), math.lcm(4, 6, 10), math.lcm(2 ** 70, 3 ** 50))
state = 7
big = []
for i in range(24):
    state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    big.append(state ** (i % 7 + 1) * (state % 97 + 1))
for i in range(0, 24, 2):
    a, b = big[i], big[i + 1]
    g = 3 ** i * 2 ** i
    print(math.gcd(a, b), math.gcd(a * g, b * g), math.gcd(-a * b, b), math.lcm(a, b) % 1000007, math.gcd(a ** 3, a ** 2 * b))
fib = [1, 1]
while len(fib) < 400:
    fib.append(fib[-1] + fib[-2])
print(math.gcd(fib[399], fib[398]), math.gcd(fib[299] * fib[200], fib[299] * fib[201]) == fib[299])
for n in [0, 1, 2, 3, 4, 8, 9, 15, 16, 24, 25, 26, 10 ** 10, 2 ** 62, 2 ** 64 - 1, 2 ** 64, 10 ** 40, 10 ** 41 + 12345, big[5], big[6], big[13]]:
    r = math.isqrt(n)
    print(r, r * r <= n < (r + 1) ** 2, end=" ")
print()
print([math.factorial(n) for n in range(25)], math.factorial(100), math.factorial(500) % 10 ** 9 + 7, len(str(math.factorial(1000))))
for n in range(12):
    print([math.comb(n, k) for k in range(13)], [math.perm(n, k) for k in range(13)], math.perm(n))
print(math.comb(100, 50), math.comb(1000, 3), math.comb(1000, 997), math.comb(200, 77), math.comb(10 ** 20, 3), math.comb(62, 31), math.comb(67, 33))
print(math.comb(500, 250), math.comb(3000, 1234) % (10 ** 9 + 7), math.perm(100, 10), math.perm(10 ** 20, 3), math.perm(50, 50) == math.factorial(50))
print(math.comb(10 ** 30, 10 ** 30), math.comb(5, 10 ** 30), math.perm(5, 10 ** 30), math.perm(3, None))


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


print(math.gcd(Index(12), 18), math.isqrt(Index(17)), math.factorial(Index(5)), math.comb(Index(5), Index(2)), math.lcm(Index(3), 4))
for f in (
        lambda: math.gcd(1.0), lambda: math.gcd("a"), lambda: math.lcm(2, "a"), lambda: math.lcm(0, "a"), lambda: math.isqrt(-1),
        lambda: math.isqrt(1.0), lambda: math.isqrt(), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.factorial("a"),
        lambda: math.factorial(10 ** 30), lambda: math.factorial(-10 ** 30), lambda: math.comb(-1, 2), lambda: math.comb(1, -2),
        lambda: math.comb(1.0, 2), lambda: math.comb(10 ** 30, 10 ** 20), lambda: math.comb(3), lambda: math.perm(-1, 2),
        lambda: math.perm(-1), lambda: math.perm(3, -1), lambda: math.perm(1.0), lambda: math.perm(), lambda: math.perm(1, 2, 3),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
