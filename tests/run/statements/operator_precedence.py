# Precedence and associativity of all operators.
print(2 + 3 * 4 ** 2 // 5 % 7, -2 ** 2, (-2) ** 2, 2 ** -1, 2 ** 3 ** 2)
print(1 | 2 ^ 3 & 4 << 1, ~5 & 0xF, -~5, not 1 == 2, not not 3)
print(10 - 4 - 3, 100 / 10 / 5, 2 * 3 % 4, 7 // 2 * 2)
print(1 << 2 + 1, 5 & 3 == 1, (5 & 3) == 1, 1 < 2 and 3 < 2 or 5)
print(True + True * 3, -5 // 2, -5 % 3, 5 // -2, 5 % -3, - 5 ** 2)
print([1, 2] + [3] * 2, "a" + "b" * 3)
x = lambda a, b=2: a if a else b
print(x(0), x(5), (lambda: (yield))().__class__.__name__)
