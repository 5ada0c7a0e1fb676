# Argument errors of built-in functions and methods.
for call in (lambda: len(), lambda: len(1, 2), lambda: len(5), lambda: abs("x"), lambda: abs(), lambda: ord("ab"), lambda: ord(5),
             lambda: chr("a"), lambda: chr(-1), lambda: chr(0x110000), lambda: int("x", 40), lambda: "a".join(), lambda: "a".join(5),
             lambda: "a".join([1]), lambda: [].append(), lambda: [].append(1, 2), lambda: {}.get(), lambda: {}.pop(),
             lambda: [].pop("x"), lambda: "".split(1), lambda: isinstance(1), lambda: isinstance(1, 1), lambda: sorted(),
             lambda: sorted(5), lambda: max(), lambda: max(5), lambda: sum(5), lambda: iter(5), lambda: next(5), lambda: range(),
             lambda: range("a"), lambda: range(1, 2, 0), lambda: zip(1), lambda: map(), lambda: map(len), lambda: enumerate(),
             lambda: enumerate(1), lambda: reversed(5), lambda: reversed({1}), lambda: hash([]), lambda: hash({}), lambda: round("a"),
             lambda: pow(2, "a"), lambda: divmod(1, "a"), lambda: bool(1, 2), lambda: list(5), lambda: dict(5), lambda: dict([1]),
             lambda: dict([(1, 2, 3)]), lambda: set(5), lambda: tuple(5), lambda: str(1, 2, 3, 4), lambda: float("abc"), lambda: float([]),
             lambda: int([]), lambda: int("abc"), lambda: int("1.5"), lambda: int(""), lambda: complex("abc"), lambda: bytes("abc"),
             lambda: bytes(-1), lambda: bytes([256]), lambda: getattr(1, "x"), lambda: setattr(1, "x", 2), lambda: getattr(1, 2),
             lambda: "abc".foo, lambda: [].foo, lambda: None.foo, lambda: (1).foo, lambda: input(1, 2)):
    try:
        print("no error:", call())
    except Exception as e:
        print(type(e).__name__ + ":", e)
