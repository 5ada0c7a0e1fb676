# Long division with many word sizes, exactness and signs.
ok = True
n = 3 ** 300 + 17
for k in range(1, 120, 7):
    d = 7 ** k + k
    for s in (1, -1):
        for t in (1, -1):
            q, r = divmod(s * n, t * d)
            ok = ok and q * t * d + r == s * n and (r == 0 or (r > 0) == (t > 0)) and abs(r) < d
print(ok)
print(n // 7 ** 60, n % 7 ** 60, (-n) % 2 ** 64, n // 2 ** 130, n % 2 ** 130, sep="\n")
print((2 ** 192 - 1) // (2 ** 64 - 1), (2 ** 192) // (2 ** 96 - 1), (2 ** 192) % (2 ** 96 + 1))
print((2 ** 128 - 1) // (2 ** 65 - 3))
