# What is wrong with a format specification, for int, float and str.


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: format(5, ".2"), lambda: format(1.5, ".2"), lambda: format("ab", ".2"), lambda: format(5, "z"),
    lambda: format(1.5, "z"), lambda: format("ab", "z"), lambda: format(5, "#c"), lambda: format(1.5, "#c"),
    lambda: format("ab", "#c"), lambda: format(5, "+c"), lambda: format(1.5, "+c"), lambda: format("ab", "+c"),
    lambda: format(5, "y"), lambda: format(1.5, "y"), lambda: format("ab", "y"), lambda: format(5, "s"),
    lambda: format(1.5, "s"), lambda: format("ab", "s"), lambda: format(5, ","), lambda: format(1.5, ","),
    lambda: format("ab", ","), lambda: format(5, "_,"), lambda: format(1.5, "_,"), lambda: format("ab", "_,"),
    lambda: format(5, ",,"), lambda: format(1.5, ",,"), lambda: format("ab", ",,"), lambda: format(5, "__"),
    lambda: format(1.5, "__"), lambda: format("ab", "__"), lambda: format(5, ",b"), lambda: format(1.5, ",b"),
    lambda: format("ab", ",b"), lambda: format(5, "_n"), lambda: format(1.5, "_n"), lambda: format("ab", "_n"),
    lambda: format(5, ",c"), lambda: format(1.5, ",c"), lambda: format("ab", ",c"), lambda: format(5, ",%"),
    lambda: format(1.5, ",%"), lambda: format("ab", ",%"), lambda: format(5, "\u00e9"), lambda: format(1.5, "\u00e9"),
    lambda: format("ab", "\u00e9"), lambda: format(5, "\x01"), lambda: format(1.5, "\x01"),
    lambda: format("ab", "\x01"), lambda: format(5, "dd"), lambda: format(1.5, "dd"), lambda: format("ab", "dd"),
    lambda: format(5, "<<<5"), lambda: format(1.5, "<<<5"), lambda: format("ab", "<<<5"), lambda: format(5, "."),
    lambda: format(1.5, "."), lambda: format("ab", "."), lambda: format(5, ".x"), lambda: format(1.5, ".x"),
    lambda: format("ab", ".x"), lambda: format(5, "99999999999999999999"),
    lambda: format(1.5, "99999999999999999999"), lambda: format("ab", "99999999999999999999"),
    lambda: format(5, ".99999999999999999999d"), lambda: format(1.5, ".99999999999999999999d"),
    lambda: format("ab", ".99999999999999999999d"), lambda: format(5, " +"), lambda: format(1.5, " +"),
    lambda: format("ab", " +"), lambda: format(5, "5 "), lambda: format(1.5, "5 "), lambda: format("ab", "5 "),
    lambda: format(5, "z x"), lambda: format(1.5, "z x"), lambda: format("ab", "z x"),
    lambda: format(5, ".5000000000f"), lambda: format(1.5, ".5000000000f"), lambda: format("ab", ".5000000000f"),
    lambda: format(5, "=5"), lambda: format(1.5, "=5"), lambda: format("ab", "=5"), lambda: format(5, " "),
    lambda: format(1.5, " "), lambda: format("ab", " "), lambda: format(5, "+"), lambda: format(1.5, "+"),
    lambda: format("ab", "+"), lambda: format(5, "#"), lambda: format(1.5, "#"), lambda: format("ab", "#"),
    lambda: format(5, "^=5"), lambda: format(1.5, "^=5"), lambda: format("ab", "^=5"), lambda: format(True, "y"),
    lambda: format(1114112, "c"), lambda: format(-1, "c"), lambda: format(10**30, "c"), lambda: format(10**400, "e"),
    lambda: format(None, "5"), lambda: format([], ">5"), lambda: format(5, 5), lambda: "a".__format__(1),
    lambda: (1.5).__format__(1), lambda: (5).__format__(None),
)
