# int() of strings: bases, prefixes, underscores, blanks, signs and errors.
for args in (("12",), ("-12",), ("+7",), ("  42\n",), ("1_000",), ("0x1f", 16), ("1f", 16), ("0x1f", 0), ("0b101", 0),
             ("0o17", 0), ("z", 36), ("-0b11", 2),
             ("٣",), ("0",), ("000",), ("1" * 60,), ("-" + "9" * 40,), (b"15",), (bytearray(b"7"),), ("101", 2),
             ("77", 8), ("Zz", 36), ("0_1",)):
    print(repr(int(*args)), end=" ")
print()
for args in (
        ("",), ("a",), ("1.5",), ("1 2",), ("_1",), ("1_",), ("1__0",), ("0x1f",), ("12", 2), ("010", 0), ("5", 1),
        ("5", 37), (" ",), ("--1",), ("+",), ("1e5",), (b"\xff",), (5, 10), (None,), ("é",),
):
    try:
        print(int(*args))
    except Exception as e:
        print(type(e).__name__, e)
print(int(), int(3.99), int(-3.99), int(True), int("7", base=8), int(1e20))
