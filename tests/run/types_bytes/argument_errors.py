# Errors of bytes methods and operators for wrong arguments.


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: b"a".find(), lambda: b"a".find("a"), lambda: b"a".find(300), lambda: b"a".find(1.5),
    lambda: b"a".find(b"a", 1, 2, 3), lambda: b"a".find(b"a", x=1), lambda: b"a".find(b"a", "x"),
    lambda: b"a".index(b"b"), lambda: b"a".rindex(5), lambda: b"a".count("a"), lambda: bytearray(b"a").find("a"),
    lambda: b"a".startswith("a"), lambda: b"a".startswith(("a",)), lambda: b"a".startswith(5),
    lambda: b"a".endswith(), lambda: b"a".split(1), lambda: b"a".split(b""), lambda: b"a".rsplit("a"),
    lambda: b"a".partition(b""), lambda: b"a".partition("a"), lambda: b"a".replace("a", b"b"),
    lambda: b"a".replace(b"a"), lambda: b"a".strip("a"), lambda: b"a".lstrip(1), lambda: b"a".join(5),
    lambda: b"a".join([1]), lambda: b"a".join([b"x", "y"]), lambda: b"a".center(5, "a"),
    lambda: b"a".center(5, b"ab"), lambda: b"a".ljust(5, 1), lambda: b"a".zfill("x"), lambda: b"a".expandtabs("x"),
    lambda: b"a".translate("x"), lambda: b"a".translate(b"x"), lambda: b"a".translate(),
    lambda: bytes.maketrans(b"a"), lambda: bytes.maketrans(b"a", b"bc"), lambda: bytes.maketrans("a", "b"),
    lambda: b"a".removeprefix("a"), lambda: bytes.fromhex("6"), lambda: bytes.fromhex("zz"),
    lambda: bytes.fromhex(b"61"), lambda: bytes.fromhex("6 1"), lambda: bytes.fromhex("61\u00e9"),
    lambda: b"abc".hex("::"), lambda: b"abc".hex(1), lambda: b"abc".hex("\u00e9"), lambda: b"abc".decode(1),
    lambda: b"abc".decode("x"), lambda: b"a".__getitem__("x"), lambda: b"a"[5], lambda: b"a"[10**30],
    lambda: bytearray(b"a")["x"], lambda: bytearray(b"a")[5], lambda: b"a" + 1, lambda: b"a" + "a", lambda: 1 + b"a",
    lambda: b"a" * "b", lambda: b"a" * 10**30, lambda: bytearray(b"a") + 1, lambda: "a" in b"a", lambda: 256 in b"a",
    lambda: None in b"a", lambda: b"a" < 1, lambda: hash(bytearray()), lambda: b"a".upper(1),
)
