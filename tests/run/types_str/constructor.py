# str(): no argument, objects, bytes with an encoding; wrong arguments.


class R:
    def __str__(self):
        return "R!"


class S(str):
    pass


class Bad:
    def __str__(self):
        return 5


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: str(), lambda: str(5), lambda: str("a"), lambda: str(None), lambda: str(b"x"),
    lambda: str(b"\xc3\xa9", "utf-8"), lambda: str(b"\xe9", "latin-1"), lambda: str(bytearray(b"ab"), "ascii"),
    lambda: str(memoryview(b"m"), "ascii"), lambda: str(b"\xff", "utf-8", "replace"),
    lambda: str(b"x", errors="ignore"), lambda: str(object=5), lambda: str(object=b"a", encoding="ascii"),
    lambda: str(b"", "nope"), lambda: str(R()), lambda: type(S("x")), lambda: S(5), lambda: S(b"\xc3\xa9", "utf-8"),
    lambda: str(S("q")), lambda: type(str(S("q"))), lambda: str(b"x", 5), lambda: str(5, "utf-8"),
    lambda: str("x", "utf-8"), lambda: str(1, 2, 3, 4), lambda: str(foo=1), lambda: str(b"x", errors=1),
    lambda: str(b"a", encoding="utf-8", object=1), lambda: str(b"\xff", "utf-8"), lambda: str(b"a", "nope"),
    lambda: str(Bad()),
)
