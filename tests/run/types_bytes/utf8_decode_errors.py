# Which bytes of invalid UTF-8 belong to one error, and what the handlers make of them.


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: b"\x80".decode(), lambda: b"\xc0\x80".decode(), lambda: b"\xc2".decode(), lambda: b"\xc2A".decode(),
    lambda: b"\xe0\x80\x80".decode(), lambda: b"\xe0\xa0".decode(), lambda: b"\xe0\xa0A".decode(),
    lambda: b"\xed\xa0\x80".decode(), lambda: b"\xf0\x80\x80\x80".decode(), lambda: b"\xf0\x90\x80".decode(),
    lambda: b"\xf0\x90A".decode(), lambda: b"\xf4\x90\x80\x80".decode(), lambda: b"\xf5".decode(),
    lambda: b"ab\xe6\x97".decode(), lambda: b"\xf0".decode(), lambda: b"\xf0\x9f\x98A".decode(),
    lambda: ascii(b"a\xff\xfe\xc2b\xe6\x97c\xed\xa0\x80\xf0\x9f\x98".decode("utf-8", "replace")),
    lambda: ascii(b"a\xff\xfe\xc2b\xe6\x97c\xed\xa0\x80\xf0\x9f\x98".decode("utf-8", "ignore")),
    lambda: ascii(b"a\xff\xfe\xc2b\xe6\x97c\xed\xa0\x80\xf0\x9f\x98".decode("utf-8", "backslashreplace")),
    lambda: ascii(b"a\xff\xfe\xc2b\xe6\x97c\xed\xa0\x80\xf0\x9f\x98".decode("utf-8", "surrogateescape")),
    lambda: ascii(b"\xed\xa0\x80x".decode("utf-8", "surrogatepass")),
    lambda: b"\xff".decode("utf-8", "surrogatepass"), lambda: b"\xff".decode("utf-8", "xmlcharrefreplace"),
    lambda: b"\xff".decode("utf-8", "nope"), lambda: b"ok".decode("utf-8", "nope"), lambda: b"".decode("nope"),
    lambda: b"x".decode("nope"), lambda: bytearray(b"\xff").decode(), lambda: ascii(b"\xef\xbb\xbfx".decode()),
    lambda: b"\xef\xbb\xbf\xff".decode("utf-8-sig"),
)
