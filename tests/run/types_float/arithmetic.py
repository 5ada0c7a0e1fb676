# Float operators with signs, zeros, infinities and nan.
inf, nan = float("inf"), float("nan")
for a, b in (
        (7.5, 2.0), (-7.5, 2.0), (7.5, -2.0), (-7.5, -2.0), (0.0, -3.0), (-0.0, 3.0), (inf, 2.0), (5.0, inf),
        (-5.0, inf), (1e308, 10.0), (0.1, 0.3), (5, 0.5), (1.0, 0.1),
):
    print(a, b, a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b))
print(inf - inf, inf * 0, nan == nan, nan != nan, nan < 1, inf > 1e308, -inf < inf, 0.0 == -0.0, 1e308 * 10)
print(-1e308 * 10)
print(2.0 ** 0.5, 2 ** 0.5, (-8.0) ** 3, (-8.0) ** (1 / 3), 0.0 ** 0, inf ** 0, nan ** 0, 1 ** nan, 2.0 ** -1)
print(inf ** -1, (-inf) ** 3, 10.0 ** -5)
print(-0.0, 0.0 * -1, -(0.0), abs(-0.0), 0.1 + 0.7, 1.1 * 1.1, 3 * 0.1, 1e16 + 1, 5 / 2, 4 / 2, -1 / 3, 7 // 2.0)
print(-7 // 2.0, 7 % 2.5, -7 % 2.5, True / 2, 1e-320)
print(sum([0.1] * 10), sum([0.1] * 3), 0.1 * 3 == 0.3, round(0.1 * 3, 10) == 0.3, 1e300 * 1e300 * 0)
