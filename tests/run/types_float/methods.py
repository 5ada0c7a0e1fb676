# Methods of float.
print((2.5).is_integer(), (2.0).is_integer(), float("inf").is_integer(), (0.75).as_integer_ratio())
print((-1e10).as_integer_ratio(), (0.1).as_integer_ratio())
print((255.5).hex(), (0.1).hex(), float.fromhex("0x1.8p3"), float.fromhex("ff"), (-0.0).hex(), (1e-320).hex())
print(float("inf").hex(), float.fromhex("-0x.8p-1"))
print((1.5).real, (1.5).imag, (1.5).conjugate(), (3.7).__int__(), (3.7).__trunc__(), (-3.7).__floor__())
print((-3.2).__ceil__(), (2.5).__round__(), (1.5).__add__(1), (1.5).__add__("x"), (1.5).__eq__(1.5))
for f in (
        lambda: float("inf").as_integer_ratio(), lambda: float("nan").as_integer_ratio(), lambda: float.fromhex("xyz"),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(hash(1.5), hash(float("inf")), hash(-float("inf")), hash(1e300), hash(0.1), hash(2.0 ** 100) == hash(2 ** 100))
print(hash(-0.0))
