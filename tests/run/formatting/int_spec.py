# The format mini-language on ints: types, sign, alternate form, alignment, width, grouping.


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: format(42, "d"), lambda: format(42, "b"), lambda: format(42, "o"), lambda: format(42, "x"),
    lambda: format(-255, "X"), lambda: format(97, "c"), lambda: format(42, "n"), lambda: format(255, "#x"),
    lambda: format(255, "#X"), lambda: format(8, "#o"), lambda: format(5, "#010b"), lambda: format(-5, "#010b"),
    lambda: format(42, "+d"), lambda: format(42, " d"), lambda: format(-42, " d"), lambda: format(42, "6d"),
    lambda: format(42, "<6d"), lambda: format(42, "^7d"), lambda: format(-42, "=6d"), lambda: format(-42, "06d"),
    lambda: format(42, "*^+9d"), lambda: format(1234567, ","), lambda: format(-1234567, "_d"),
    lambda: format(0xdeadbeef, "_x"), lambda: format(0xdead, "_b"), lambda: format(1234, "08,d"),
    lambda: format(123, "04,d"), lambda: format(1234, "010_x"), lambda: format(10**30, ","),
    lambda: format(2**70, "x"), lambda: format(2**70, "#_X"), lambda: format(-(10**20), "+030,d"),
    lambda: format(True), lambda: format(True, "d"), lambda: format(False, "5"), lambda: format(5, "e"),
    lambda: format(5, ".2f"), lambda: format(1, "%"), lambda: format(12345, "g"), lambda: format(10**20, ".3e"),
    lambda: format(128512, "*^5c"), lambda: format(97, "05c"), lambda: format(42, "\u0665d"),
    lambda: format(42, "\u00e9>5"), lambda: format(0, "x"), lambda: format(0, ","), lambda: format(7, "<03"),
    lambda: format(-7, "^05"),
)
