# find, rfind, index, count, startswith and endswith with bounds, empty needles and mixed widths.


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: "abcabc".find("b", 2), lambda: "abcabc".find("b", 2, 4), lambda: "abcabc".find("b", -3),
    lambda: "abcabc".rfind("b", 0, -2), lambda: "abcabc".rfind("abc"), lambda: "abc".find(""),
    lambda: "abc".find("", 3), lambda: "abc".find("", 4), lambda: "abc".rfind(""), lambda: "abc".rfind("", 1, 2),
    lambda: "abc".count(""), lambda: "abc".count("", 1, 2), lambda: "abc".count("", 5), lambda: "aaaa".count("aa"),
    lambda: "abab".count("ab", 1), lambda: "abc".find("b", None, None), lambda: "abc".find("b", -100, 100),
    lambda: "abc".find("abcd"), lambda: "".find(""), lambda: "".find("a"),
    lambda: "a\u00e9\u65e5\U0001f600".find("\U0001f600"), lambda: "a\u00e9\u65e5".find("\u00e9"),
    lambda: "abc".find("\u65e5"), lambda: "\u65e5\u672c\u65e5".rfind("\u65e5"),
    lambda: "\u65e5\u672c\u65e5".count("\u65e5"), lambda: "abc".startswith(""), lambda: "abc".startswith("", 3),
    lambda: "abc".startswith("", 4), lambda: "abc".startswith("bc", 1), lambda: "abc".endswith("ab", 0, 2),
    lambda: "abc".endswith(("x", "c")), lambda: "abc".startswith(()), lambda: "a\u65e5".endswith("\u65e5"),
    lambda: "abc".index("c", 1), lambda: "abcabc".rindex("a", 0, 3), lambda: "\u0100\u0001\u0101".find("\u0001"),
    lambda: "\u0101\u0101".find("\u0101\u0101"), lambda: "ab" * 50 + "c" in "ab" * 100,
    lambda: "abc".find("c", 10**30), lambda: "abc".find("c", -10**30),
)
