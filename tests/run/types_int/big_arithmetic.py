# Big int addition, multiplication, division, powers, comparison, conversion to text.
a = 123456789012345678901234567890
b = 987654321098765432109876543210
print(a + b, a - b, a * b, b // a, b % a, -b // a, -b % a, b // -a, b % -a, divmod(-b, -a), sep="\n")
print(a ** 5, 2 ** 200, (-3) ** 101, 10 ** 50 // 10 ** 48, 7 ** 77 % 10 ** 10, sep="\n")
print(a < b, a == a + 0, a > -b, a != b, sorted([b, -a, 5, a, -b]), max(a, b) == b)
print(a / b, b / a, 10 ** 400 / 10 ** 399, float(a), int(1e30), a * 0, 0 * b, a - a, abs(-a), -(-a) == a)
print(hex(a), oct(a), bin(2 ** 65 + 1), int(hex(a), 16) == a, int(str(b)) == b, len(str(2 ** 5000)))
print(str(3 ** 500)[-20:])
f = 1
for i in range(1, 61):
    f *= i
print(f)
x, y = 0, 1
for _ in range(300):
    x, y = y, x + y
print(x)
print(sum(10 ** i for i in range(40)), (2 ** 64 - 1) * (2 ** 64 - 1), 2 ** 64 * 2 ** 64 == 2 ** 128)
