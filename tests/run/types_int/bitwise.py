# Bitwise operators with negative numbers and big ints.
for a, b in (
        (12, 10), (-12, 10), (12, -10), (-12, -10), (2 ** 70 + 5, 2 ** 65 - 1), (-(2 ** 70), 2 ** 69 + 3), (0, -1),
        (-(2 ** 64), -(2 ** 63) - 1),
):
    print(a & b, a | b, a ^ b, ~a)
for a in (1, -1, 5, -5, 2 ** 62, -(2 ** 62), 2 ** 100 + 12345, -(2 ** 100) - 1):
    print(a << 3, a >> 3, a << 70, a >> 70, a >> 1000, a << 0)
print(True & False, True | 5, True ^ True, type(True & True).__name__, type(True & 1).__name__, ~True, 1 << True)
