# Small int arithmetic, floor division and modulo of all sign combinations.
for a in (7, -7, 6, 0, 1):
    for b in (2, -2, 3, -5):
        print(a, b, a + b, a - b, a * b, a // b, a % b, divmod(a, b), a / b)
print(7 ** 3, (-2) ** 3, 2 ** 0, 0 ** 0, 2 ** -2, 10 ** 18, -(10 ** 18))
