# Arithmetic around 2**31, 2**61..2**64 stays exact.
for e in (30, 31, 32, 60, 61, 62, 63, 64):
    for d in (-1, 0, 1):
        x = 2 ** e + d
        print(x, -x, x + x, x - -x, x * x, x * -3, -x - x, x // 7, x % 7, -x // 7, -x % 7, hash(x) == hash(-x) * -1)
m = 4611686018427387903
print(m + 1, m + 1 - 1 == m, -m - 1, -m - 2, m * 2, m * m, -(-m - 1), abs(-m - 1), (-m - 1) // -1, (m + 1) // 2)
print((-m - 1) * -1)
total = 0
for i in range(200):
    total += 2 ** 58 + i
print(total)
n = 1
for i in range(100):
    n *= 3
print(n)
for i in range(98):
    n //= 3
print(n)
