# strip, pad, remove prefix and suffix, zfill, expandtabs.
s = "  xx-hello-xx \n"
print(repr(s.strip()), repr(s.lstrip()), repr(s.rstrip()), repr("xyhixy".strip("yx")), repr("xyhixy".lstrip("xy")))
print(repr("xyhixy".rstrip("xy")), repr("\u2003a\xa0".strip()), "aaa".strip("a") == "", repr(" a ".strip(None)))
print(repr("ab".center(7)), repr("abc".center(6, "*")), repr("ab".center(5, "-")), repr("ab".ljust(5, ".")))
print(repr("ab".rjust(5, ".")), repr("abc".center(2)), repr("é".rjust(3)))
print("42".zfill(5), "-42".zfill(5), "+4".zfill(4), "".zfill(2), "abc".zfill(2), "--1".zfill(5))
print(repr("a\tbc\td".expandtabs()), repr("a\tb".expandtabs(4)), repr("\t".expandtabs(0)))
print(repr("ab\tc\n\td".expandtabs(3)))
print("test.py".removesuffix(".py"), "test.py".removeprefix("test"), "abc".removeprefix("x"), "aaa".removesuffix("a"))
print("x".removesuffix(""))
for f in (
        lambda: "a".strip(5), lambda: "a".center("x"), lambda: "a".ljust(5, "ab"), lambda: "a".removeprefix(1),
        lambda: "a".zfill("1"),
):
    try:
        f()
    except TypeError as e:
        print(e)
