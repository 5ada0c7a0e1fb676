# bytes() and bytearray(): counts, iterables, strings, objects with __bytes__ and __index__; errors.


class B:
    def __bytes__(self):
        return b"BB"


class Bad:
    def __bytes__(self):
        return "x"


class I:
    def __index__(self):
        return 3


class S(bytes):
    pass


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: bytes(3), lambda: bytes([1, 2]), lambda: bytes((65,)), lambda: bytes({3: 4}), lambda: bytes(iter([1, 2])),
    lambda: bytes(I()), lambda: bytes(B()), lambda: bytes("\u00e9", "utf-8"),
    lambda: bytes("\u00e9", "ascii", "replace"), lambda: bytes(source=b"a"), lambda: bytes(memoryview(b"xy")),
    lambda: bytearray(3), lambda: bytearray([1, 2]), lambda: bytearray("ab", "ascii"), lambda: bytearray(I()),
    lambda: bytearray(b"x"), lambda: bytearray(source="a", encoding="ascii"), lambda: type(S(b"ab")),
    lambda: S(b"ab") == b"ab", lambda: type(S(b"ab")[:1]), lambda: type(S.fromhex("61")), lambda: bytes(True),
    lambda: bytes(-1), lambda: bytes(10**30), lambda: bytes([256]), lambda: bytes([-1]), lambda: bytes(["a"]),
    lambda: bytes([10**30]), lambda: bytes(None), lambda: bytes(1.5), lambda: bytes("a"), lambda: bytes(5, "utf-8"),
    lambda: bytes(b"a", "utf-8"), lambda: bytes(errors="strict"), lambda: bytes(encoding="utf-8"),
    lambda: bytes(foo=1), lambda: bytes(1, 2, 3, 4), lambda: bytes("a", 5), lambda: bytes("a", "utf-8", 5),
    lambda: bytes(Bad()), lambda: bytes(object()), lambda: bytearray(-1), lambda: bytearray([256]),
    lambda: bytearray(["a"]), lambda: bytearray(None), lambda: bytearray("a"), lambda: bytearray(5, "utf-8"),
    lambda: bytearray(errors="x"), lambda: bytearray(B()),
)
