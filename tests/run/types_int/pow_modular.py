# pow with two and three arguments, negative exponents, inverse modulo.
print(pow(2, 10), pow(2, 10, 1000), pow(3, -1, 7), pow(-3, 5, 7), pow(2, 100, -7), pow(7, 0, 1))
print(pow(123456789, 987654321, 1000000007), pow(2, -3), pow(2.0, 3), pow(0, 0, 5))
print(pow(3, 10 ** 20, 10 ** 9 + 9), pow(10 ** 30, 3, 10 ** 25 + 7), pow(-2, 3), (-2) ** 2, 2 ** 0.5, (-8) ** 2)
print(4 ** -1, (-1) ** -1, 0 ** 5, pow(base=2, exp=3, mod=5))
for args in ((2, 3, 0), (2, -1, 4), (2.0, 3, 5), (2, 3.0, 5), (0, -1), ("a", 2), (0, -1, 5)):
    try:
        print(pow(*args))
    except Exception as e:
        print(type(e).__name__, e)
print((-8) ** 0.5, (-1) ** 0.25)
