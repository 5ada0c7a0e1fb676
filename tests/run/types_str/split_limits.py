# split, rsplit, splitlines and partition with limits, separators and unusual white space.


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: " a  b c ".split(), lambda: " a  b c ".split(None, 1), lambda: " a  b c ".rsplit(None, 1),
    lambda: " a  b c ".split(" "), lambda: "a,b,c".split(",", 1), lambda: "a,b,c".rsplit(",", 1),
    lambda: "a,b,c".split(",", 0), lambda: "a,b,c".split(",", -5), lambda: "aXXbXXc".split("XX"),
    lambda: "aXXXb".split("XX"), lambda: "aXXXb".rsplit("XX"), lambda: "".split(), lambda: "".split(","),
    lambda: ",".split(","), lambda: "   ".split(), lambda: "  a ".split(None, 0), lambda: "  a ".rsplit(None, 0),
    lambda: "a\u2003b\u00a0c\x1fd".split(), lambda: "\u65e5,\u672c".split(","), lambda: "a\u65e5b".split("\u65e5"),
    lambda: "a b".split(sep=" ", maxsplit=5),
    lambda: "a\nb\r\nc\rd\x0be\x0cf\x1cg\x1dh\x1ei\x85j\u2028k\u2029l".splitlines(),
    lambda: "a\n\nb\r\n".splitlines(True), lambda: "".splitlines(), lambda: "\n".splitlines(),
    lambda: "a".splitlines(keepends=True), lambda: "a\r\n\r\nb".splitlines(), lambda: "a.b.c".partition("."),
    lambda: "a.b.c".rpartition("."), lambda: "abc".partition("."), lambda: "abc".rpartition("."),
    lambda: "a::b".partition("::"), lambda: "x".join([]), lambda: "x".join(["a"]),
    lambda: ", ".join(["a", "\u65e5", "\U0001f600"]), lambda: "".join(("a", "b")), lambda: "-".join("abc"),
    lambda: "-".join(x for x in "xy"), lambda: "\u65e5".join("ab"), lambda: "".join([""]), lambda: "-".join({"k": 1}),
)
