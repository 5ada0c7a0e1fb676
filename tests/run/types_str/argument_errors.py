# TypeErrors and ValueErrors of str methods for wrong arguments.


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: "abc".find(), lambda: "abc".find(1, 2, 3, 4), lambda: "abc".find("a", x=1), lambda: "a".find(1),
    lambda: "a".find("a", "x"), lambda: "a".count(1), lambda: "a".count("a", 1.5), lambda: "a".index("b"),
    lambda: "a".rindex("b"), lambda: "a".rindex(1, 2, 3, 4), lambda: "a".startswith(), lambda: "a".startswith(1),
    lambda: "a".startswith((1,)), lambda: "a".endswith(("a", 1)), lambda: "a".endswith(("b", 1)),
    lambda: "a".endswith("a", "x"), lambda: "a".split(1), lambda: "a".split(""), lambda: "a".split(maxsplit="x"),
    lambda: "a".split(foo=1), lambda: "a".split(1, 2, 3), lambda: "a".rsplit(sep=""), lambda: "a".replace("a"),
    lambda: "a".replace(1, "b"), lambda: "a".replace("a", 1), lambda: "a".replace("a", "b", 1.0),
    lambda: "a".replace("a", "b", count=1), lambda: "a".join(5), lambda: "a".join([1]), lambda: "a".join(["x", b"y"]),
    lambda: "a".join(), lambda: "a".strip(1), lambda: "a".lstrip(1), lambda: "a".rstrip(1),
    lambda: "a".strip("a", "b"), lambda: "a".removeprefix(1), lambda: "a".removesuffix(b""), lambda: "a".partition(1),
    lambda: "a".partition(""), lambda: "a".rpartition(""), lambda: "a".center(), lambda: "a".center("x"),
    lambda: "a".center(5, "ab"), lambda: "a".center(5, 1), lambda: "a".ljust(5, ""), lambda: "a".rjust(1.5),
    lambda: "a".zfill("a"), lambda: "a".expandtabs("a"), lambda: "a".splitlines("x"), lambda: "a".translate(1),
    lambda: "a".translate({97: 1.5}), lambda: "a".translate({97: -1}), lambda: "a".translate({97: 0x110000}),
    lambda: str.maketrans(1), lambda: str.maketrans("a", 1), lambda: str.maketrans(1, "a"),
    lambda: str.maketrans("a", "bc"), lambda: str.maketrans("a", "b", 1), lambda: str.maketrans({"ab": 1}),
    lambda: str.maketrans({1.5: 1}), lambda: str.maketrans(), lambda: "a".encode(1), lambda: "a".encode("utf-8", 1),
    lambda: "a".encode(foo=1), lambda: "a".encode("a\0b"), lambda: "a".isalpha(1), lambda: "a"[5],
    lambda: "a"[10**30], lambda: "a" * 10**30, lambda: "a".__contains__(1), lambda: "a".__add__(1),
    lambda: "a".__mod__(1), lambda: "a".__rmod__(1), lambda: "a".__eq__(1),
)
