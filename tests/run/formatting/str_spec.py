# The format mini-language on str.


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: format("abc", "6"), lambda: format("abc", ">6"), lambda: format("abc", "^7"),
    lambda: format("abc", "*<6"), lambda: format("abc", ".2"), lambda: format("abc", "-^9.2s"),
    lambda: format("abc", "06"), lambda: format("abc", "s"), lambda: format("\u65e5\u672c", "*^6"),
    lambda: format("abc", "\u65e5>5"), lambda: format("", "5"), lambda: format("abc", ""),
    lambda: format("abc", ".0"), lambda: format("abc", "2"), lambda: format("\U0001f600", "\U0001f601^3"),
    lambda: format("\u65e5x", "5.1"),
)
