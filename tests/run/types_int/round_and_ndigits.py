# round of ints with negative digits; integer helpers.
print(round(12345, -2), round(15, -1), round(25, -1), round(-15, -1), round(5, 3), round(1250, -2), round(1350, -2))
print(round(5, -5), round(10 ** 30 + 55, -2), round(7))
print(abs(-5), divmod(-7, 3), divmod(7, -3), -7 // 2, -7 % 2, 7 % -2, -1 // 10, int("-0"), -0)
