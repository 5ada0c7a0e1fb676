# Errors of % formatting of str.


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: "%d" % "x", lambda: "%x" % 1.5, lambda: "%o" % "a", lambda: "%d" % 1j, lambda: "%X" % 1j,
    lambda: "%d" % None, lambda: "%i" % [], lambda: "%c" % "ab", lambda: "%c" % 1.5, lambda: "%c" % -1,
    lambda: "%c" % 1114112, lambda: "%c" % (10**30), lambda: "%f" % "x", lambda: "%e" % None, lambda: "%s" % (),
    lambda: "%s %s" % 1, lambda: "%s" % (1, 2), lambda: "abc" % 5, lambda: "abc" % (5,), lambda: "abc" % "x",
    lambda: "%(a)s" % 5, lambda: "%(a)s" % (5,), lambda: "%(a)s" % {}, lambda: "%(a" % {}, lambda: "%(a)" % {"a": 1},
    lambda: "%" % 1, lambda: "%5" % 1, lambda: "%y" % 1, lambda: "a%yb" % 1, lambda: "%\u00e9" % 1, lambda: "%\n" % 1,
    lambda: "%*d" % ("a", 3), lambda: "%*d" % 5, lambda: "%.*f" % ("a", 1), lambda: "%99999999999999999999d" % 1,
    lambda: "%.99999999999d" % 1, lambda: "%5%" % (), lambda: "%hhd" % 5, lambda: "%b" % 5, lambda: "%f" % (10**400),
    lambda: "%s %s" % [1, 2], lambda: "%(a)d %s" % {"a": 1}, lambda: "%(a)*d" % {"a": 1}, lambda: "%(a)%" % {"a": 1},
    lambda: "%s%" % 1, lambda: "%*s" % (10**20, 1), lambda: "%.*s" % (10**20, 1), lambda: "%d" % float("nan"),
    lambda: "%d" % float("inf"),
)
