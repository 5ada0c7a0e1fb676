# float() of strings and other values, errors.
for s in (
        "1.5", "  2 ", "-3e2", "1e-400", "1e400", "inf", "-Infinity", "nan", "NaN", "+.5", "5.", "1_0.5", "1E+5", "16",
        ".1e1", "٣.٥", b"2.5", "\t7\n", "-0", "000.100", "1e0", "9" * 400,
):
    print(repr(float(s)), end=" ")
print()
for s in ("", "abc", "1.5.2", "1e", "--1", "1 2", "0x10", "1_", "_1", ".", "e5", "infin", None, [], "1,5", "1.5f"):
    try:
        print(float(s))
    except Exception as e:
        print(type(e).__name__, e)
print(float(), float(7), float(True), float(10 ** 25), float("-nan"), float(2 ** 53 + 1), float(-2 ** 62))
