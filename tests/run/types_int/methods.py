# Methods and attributes of int.
print((10).bit_length(), (-1).bit_length(), (0).bit_length(), (2 ** 100).bit_length(), (255).bit_count())
print((-7).bit_count(), (2 ** 70 - 1).bit_count())
print((1024).to_bytes(2, "big"), (1024).to_bytes(4, "little"), (-5).to_bytes(2, "big", signed=True), (65).to_bytes())
print((0).to_bytes(0, "big"))
print(int.from_bytes(b"\x00\x10", "big"), int.from_bytes(b"\x00\x10", "little"))
print(int.from_bytes(b"\xfc\x00", "big", signed=True), int.from_bytes([255, 1], "big"), int.from_bytes(b"", "big"))
print((5).numerator, (5).denominator, (5).real, (5).imag, (5).conjugate(), (5).as_integer_ratio(), (5).__index__())
print((2 ** 80).to_bytes(11, "big"))
print((5).__add__(3), (5).__add__("x"), (5).__truediv__(2), (7).__divmod__(2), (5).__lt__(6), (5).__bool__())
print((5).__neg__(), (3).__pow__(2), (3).__hash__())
for f in (
        lambda: (256).to_bytes(1, "big"), lambda: (-1).to_bytes(1, "big"), lambda: (1).to_bytes(1, "middle"),
        lambda: (1).to_bytes(-1, "big"), lambda: int.from_bytes("x", "big"),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
