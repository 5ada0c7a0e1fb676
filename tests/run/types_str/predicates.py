# is... methods on many kinds of strings.
names = (
    "isalpha", "isdigit", "isalnum", "isspace", "isupper", "islower", "istitle", "isdecimal", "isnumeric",
    "isidentifier", "isprintable", "isascii",
)
for s in (
        "abc", "ABC", "Abc Def", "123", "12a", "", " \t\n", "a b", "²", "½", "٣", "é", "日本", "_x1", "1x", "class",
        "a\n", "A1", "\u2028", "ǅ", "\xa0", "\x00", "😀",
):
    print(ascii(s), "".join("1" if getattr(s, n)() else "0" for n in names))
