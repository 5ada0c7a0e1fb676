# center, ljust, rjust, zfill, expandtabs, strip sets, removeprefix, replace counts.


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: "ab".center(5), lambda: "abc".center(6), lambda: "ab".center(5, "*"), lambda: "abc".center(6, "*"),
    lambda: "ab".center(1), lambda: "\u65e5".center(4, "-"), lambda: "a".center(3, "\u65e5"),
    lambda: "a".ljust(3) + "|", lambda: "a".rjust(3, "\U0001f600"), lambda: "42".zfill(5), lambda: "-42".zfill(5),
    lambda: "+42".zfill(6), lambda: "--1".zfill(5), lambda: "".zfill(3), lambda: "\u65e5".zfill(3),
    lambda: "-\u65e5".zfill(4), lambda: "a\tbc\td".expandtabs(), lambda: "a\tbc\td".expandtabs(4),
    lambda: "ab\tc\n\td".expandtabs(3), lambda: "a\tb".expandtabs(0), lambda: "a\tb".expandtabs(-1),
    lambda: "a\tb\rc\td".expandtabs(tabsize=2), lambda: "xxabxx".strip("x"), lambda: "xyabyx".strip("xy"),
    lambda: "xyabyx".lstrip("yx"), lambda: "xyabyx".rstrip("yx"), lambda: "\u2003a\x1f".strip(),
    lambda: "\u65e5a\u65e5".strip("\u65e5"), lambda: "a".strip(""), lambda: "aaa".strip("a"),
    lambda: "abc".removeprefix("ab"), lambda: "abc".removeprefix("bc"), lambda: "abc".removesuffix("bc"),
    lambda: "abc".removesuffix(""), lambda: "\u65e5b".removeprefix("\u65e5"), lambda: "aaa".replace("a", "b", 2),
    lambda: "aaa".replace("a", "bb"), lambda: "aaa".replace("aa", "b"), lambda: "abc".replace("", "-"),
    lambda: "abc".replace("", "-", 2), lambda: "".replace("", "x"), lambda: "abc".replace("b", ""),
    lambda: "abc".replace("b", "\u65e5"), lambda: "a\u65e5c".replace("\u65e5", "b"),
    lambda: ascii("a\u65e5c".replace("\u65e5", "\u00e9")), lambda: "aXbXc".replace("X", "", 1),
    lambda: "abab".replace("ab", "ab"), lambda: "abc".replace("x", "y"), lambda: "aaa".replace("a", "b", 0),
    lambda: "aaa".replace("a", "b", -1), lambda: "\u00e9a".replace("\u00e9", "e").isascii(),
)
