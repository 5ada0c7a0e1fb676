# Errors of the built-in types called with wrong arguments.
for call in (
    lambda: int("x", 40),
    lambda: range(),
    lambda: range("a"),
    lambda: range(1, 2, 0),
    lambda: zip(1),
    lambda: map(),
    lambda: map(len),
    lambda: enumerate(),
    lambda: enumerate(1),
    lambda: reversed(5),
    lambda: reversed({1}),
    lambda: bool(1, 2),
    lambda: list(5),
    lambda: dict(5),
    lambda: dict([1]),
    lambda: dict([(1, 2, 3)]),
    lambda: set(5),
    lambda: tuple(5),
    lambda: str(1, 2, 3, 4),
    lambda: float("abc"),
    lambda: float([]),
    lambda: int([]),
    lambda: int("abc"),
    lambda: int("1.5"),
    lambda: int(""),
    lambda: complex("abc"),
    lambda: bytes("abc"),
    lambda: bytes(-1),
    lambda: bytes([256]),
):
    try:
        print("no error:", call())
    except Exception as e:
        print(type(e).__name__ + ":", e)
