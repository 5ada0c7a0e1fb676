# % formatting of str: conversions, flags, width, precision, mapping keys.


class S(str):
    def __str__(self):
        return "S!"


class I:
    def __index__(self):
        return 7

    def __int__(self):
        return 8


class T(tuple):
    pass


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: "%d %i %u" % (1, 2.9, True), lambda: "%x %X %o" % (255, 255, 8), lambda: "%#x %#X %#o" % (255, 255, 8),
    lambda: "%5d|%-5d|%05d|%+d|% d|%+ d" % (1, 2, 3, 4, 5, 6), lambda: "%05d|%-05d|%+05d" % (-3, -3, 3),
    lambda: "%.5d|%8.3d|%08.3d|%+.2d" % (42, 42, 42, 7), lambda: "%#010x|%#10x|%-#10x|%#.5x" % (255, 255, 255, 42),
    lambda: "%f %.2f %8.1f|%-8.2f|%08.2f" % (1.5, 2.675, 3.14, 2.5, -2.5),
    lambda: "%e %E %g %G %.3g" % (1.5, 1.5, 1e-10, 1e-10, 1234567), lambda: "%#g %#.0f %F" % (1.0, 1, float("inf")),
    lambda: "%05f %+f %f" % (float("inf"), float("nan"), float("-inf")),
    lambda: "%s %r %a" % ("\u00e9", "\u00e9", "\u00e9"), lambda: "%5s|%-5s|%.2s|%5.1s|" % ("a", "b", "cde", "xyz"),
    lambda: "%c%c%5c|%-3c|" % (97, "b", "c", 0x1f600), lambda: "%05s|%05c|%+s" % ("a", "b", "c"),
    lambda: "%*d|%-*d|%.*f|%*.*f" % (5, 1, 4, 2, 2, 3.14159, 8, 3, 2.5), lambda: "%*d|" % (-5, 3),
    lambda: "%.*f" % (-2, 3.7), lambda: "%(a)s %(b)05d" % {"a": 1, "b": 2}, lambda: "%(a(b)c)s" % {"a(b)c": 7},
    lambda: "%(a)s%%" % {"a": 1}, lambda: "%% %s" % 1, lambda: "%ld %hd %Ld" % (1, 2, 3), lambda: "%s" % (1,),
    lambda: "%s" % [1, 2], lambda: "%s" % {"a": 1}, lambda: "%s %s" % (1, (2, 3)), lambda: "abc" % [],
    lambda: "abc" % {}, lambda: "abc" % (), lambda: "%d" % 10**30, lambda: "%d" % (10**30), lambda: "%x" % -(2**70),
    lambda: "%i" % 1e30, lambda: "%.0d|%.d" % (0, 5), lambda: "\u65e5%s\U0001f600" % "x", lambda: "%s" % None,
    lambda: "%r" % "it's", lambda: "%d%%" % 50, lambda: "%+x % x" % (5, 5), lambda: "%.20f" % 0.1,
    lambda: "%.0f %.0f %.0f" % (0.5, 1.5, 2.5), lambda: "%10.3r|" % "abcdef", lambda: "%s" % S("x"),
    lambda: "%d" % I(), lambda: "%x" % I(), lambda: "%s %s" % T((1, 2)),
)
