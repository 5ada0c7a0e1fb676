# Argument errors of built-in functions.
for call in (
    lambda: len(),
    lambda: len(1, 2),
    lambda: len(5),
    lambda: abs("x"),
    lambda: abs(),
    lambda: ord("ab"),
    lambda: ord(5),
    lambda: chr("a"),
    lambda: chr(-1),
    lambda: chr(0x110000),
    lambda: isinstance(1),
    lambda: isinstance(1, 1),
    lambda: sorted(),
    lambda: sorted(5),
    lambda: max(),
    lambda: max(5),
    lambda: sum(5),
    lambda: iter(5),
    lambda: next(5),
    lambda: hash([]),
    lambda: hash({}),
    lambda: round("a"),
    lambda: pow(2, "a"),
    lambda: divmod(1, "a"),
    lambda: input(1, 2),
):
    try:
        print("no error:", call())
    except Exception as e:
        print(type(e).__name__ + ":", e)
