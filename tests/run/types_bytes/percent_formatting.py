# % formatting of bytes.
print(b"%d-%5.2f-%x" % (5, 3.14159, 255), b"%s|%b" % (b"raw", b"b"), b"%c%c" % (65, b"B"), b"%a" % "é")
print(b"%(k)s" % {b"k": b"v"}, b"%%", b"%5d|%-5d|%05d" % (1, 2, 3), bytearray(b"%d") % 7)
for f in (
        lambda: b"%s" % "text", lambda: b"%d" % "x", lambda: b"%d", lambda: b"%s %s" % b"x", lambda: b"%c" % 256,
        lambda: b"%y" % 1,
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
