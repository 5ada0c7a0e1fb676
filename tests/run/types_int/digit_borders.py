# Products and quotients of magnitudes around multiples of the digit size.
import random
random.seed(5)
h = 0
for i in range(6000):
    bits = random.choice((1, 59, 60, 61, 119, 120, 121, 180, 240, 600, 1199, 1200, 4000, 9000))
    a = random.getrandbits(bits) if i % 3 else (1 << bits) - random.choice((0, 1, 2))
    bits = random.choice((1, 30, 59, 60, 61, 119, 120, 121, 300, 2400))
    b = random.getrandbits(bits) if i % 5 else (1 << bits) - random.choice((0, 1))
    if i % 7 == 0:
        a = -a
    if i % 11 == 0:
        a = a * b + random.choice((-1, 0, 1))
    p = a * b
    h = (h * 31 + p) % (2**61 - 1)
    if b:
        q, r = divmod(a, b)
        assert q * b + r == a and (0 <= r < b), (a, b)
        h = (h * 31 + q + 7 * r) % (2**61 - 1)
        if p:
            assert p // b == a and p % b == 0
    assert (a + b) * (a - b) == a * a - b * b
print(h)
