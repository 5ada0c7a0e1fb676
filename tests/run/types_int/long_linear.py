"""Sums, differences, products with small factors and quotients of long ints, carries through all digits among them."""


def mix(n):
    x = 0x9E3779B97F4A7C15F39CC0605CEDC834
    v = 0
    for i in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & ((1 << 128) - 1)
        v = v << 60 | x >> 68
    return v


def check(a, b):
    s = a + b
    d = a - b
    print((s & 0xFFFFFFFFFFFF), s.bit_length(), d % 1000003, d < 0, s - b == a, d + b == a, b - a == -d)
    if (s ^ a ^ b) >> (max(a.bit_length(), b.bit_length()) + 1):
        print("carry beyond the operands")


for digits in (1, 2, 3, 15, 16, 17, 18, 19, 20, 31, 33, 64, 101):
    a = mix(digits)
    check(a, a)
    check(a, mix(digits + 5))
    check(a, mix(digits) >> 7)
    for k in (60 * digits - 1, 60 * digits, 60 * digits + 1):
        ones = (1 << k) - 1
        check(ones, 1)
        check(ones + 1, 1)
        check(ones, ones)
        check(1 << k, ones)
        check(ones, ones >> 1)
        check(ones << 60, 1 << 59)
        # The borrow starts in the first digit and ends in the last.
        check((1 << k) + (1 << 70), (1 << 70) + 1)
        assert ones + 1 == 1 << k and (ones + ones + 1) == (1 << k + 1) - 1
        for factor in (0, 1, 2, 3, 10, 255, 65537, (1 << 29) + 1, (1 << 30) - 1, 1 << 30, (1 << 31) + 5, (1 << 59) + 3, (1 << 60) - 1):
            p = ones * factor
            assert p == (factor << k) - factor and p + factor == factor << k
            assert -p == ones * -factor == -ones * factor
    for factor in (3, 10, 997, 16607, (1 << 30) - 1, (1 << 30) + 1):
        p = a * factor
        print(p % 1000000007, p.bit_length(), p // factor == a, p % factor, (p + factor - 1) // factor == a)

# Quotients of one digit: exact, just below, just above, and where the highest digits do not tell.
for digits in (2, 3, 4, 5, 17, 40):
    b = mix(digits) | 1
    for q in (1, 2, 9, 10, 4095, (1 << 59) + 12345, (1 << 60) - 1, 1 << 60, (1 << 60) + 1):
        for r in (0, 1, b >> 1, b - 1):
            a = b * q + r
            assert a // b == q and a % b == r and divmod(a, b) == (q, r), (digits, q)
            assert -a // b == (-q if r == 0 else -q - 1) and a // -b == -a // b and -a // -b == q
        assert (b * q - 1) // b == q - 1
for k in (120, 179, 180, 181, 300, 1200):
    b = 1 << k
    for a in (b, b + 1, b - 1, 2 * b - 1, 2 * b, 7 * b - 1, (b << 59) - 1, b << 59, (b << 60) - 1, b << 60):
        print(k, a // b, a // (b - 1), a // (b + 1), a // b == a >> k)
print("sum", sum(mix(20) * i for i in range(50)) % (10**9 + 7))

total = mix(30)
for i in range(1, 400):
    total = total * i + mix(17)
    total -= total // 3
print(total % (2**61 - 1), total.bit_length())
