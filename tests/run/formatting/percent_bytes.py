# % formatting of bytes and bytearray, and its errors.


class B:
    def __bytes__(self):
        return b"BB"


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: b"%5s|%-5s|%.2s|" % (b"ab", b"cd", b"efg"), lambda: b"%b%s" % (bytearray(b"x"), memoryview(b"y")),
    lambda: b"%d %i %u %x %#X %o" % (1, 2.9, 3, 255, 255, 8), lambda: b"%05d|%+d|% d|%-5d|%.3d" % (-3, 5, 6, 7, 8),
    lambda: b"%f %.1f %g %e" % (1.5, 2.55, 1e100, 1.5), lambda: b"%c%c%5c|" % (65, b"b", bytearray(b"c")),
    lambda: b"%r %a" % ("\u00e9", b"\xff"), lambda: b"%(a)s" % {b"a": b"x"}, lambda: b"%*d|%.*f" % (5, 1, 1, 2.25),
    lambda: b"%%" % (), lambda: b"%s" % b"x", lambda: bytearray(b"%s") % b"x", lambda: b"%s" % B(),
    lambda: b"\xff%d\x00" % 5, lambda: b"abc" % [], lambda: b"%s" % 5, lambda: b"%b" % "x", lambda: b"%b" % None,
    lambda: b"%c" % 256, lambda: b"%c" % -1, lambda: b"%c" % b"ab", lambda: b"%c" % "a", lambda: b"%c" % 1.5,
    lambda: b"%d" % "x", lambda: b"%x" % 1.5, lambda: b"%f" % "x", lambda: b"%y" % 1, lambda: b"%s" % (1, 2),
    lambda: b"abc" % 5, lambda: b"abc" % b"x", lambda: b"%(a)s" % {"a": b"x"}, lambda: b"%" % 1, lambda: b"%(a" % {},
    lambda: b"%5%" % (), lambda: b"%d" % 1j, lambda: b"%d %d" % 5, lambda: b"%s %s" % b"x", lambda: b"%(a)s" % 5,
)
