# UTF-16 and UTF-32 in both directions: byte order marks, surrogates, truncated input.


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: "a\u65e5\U0001f600".encode("utf-16"), lambda: "a\u65e5\U0001f600".encode("utf-16-le"),
    lambda: "a\u65e5\U0001f600".encode("utf-16-be"), lambda: "a\u65e5\U0001f600".encode("utf-32"),
    lambda: "a\u65e5\U0001f600".encode("utf-32-le"), lambda: "a\u65e5\U0001f600".encode("utf-32-be"),
    lambda: "a\u65e5\U0001f600".encode("UTF_16LE"), lambda: "a\u65e5\U0001f600".encode("U16"),
    lambda: "\ud800".encode("utf-16"), lambda: "\ud800".encode("utf-16-le", "surrogatepass"),
    lambda: "a\ud800".encode("utf-32"), lambda: "\ud800".encode("utf-16", "replace"),
    lambda: "\ud800".encode("utf-32-be", "backslashreplace"), lambda: "".encode("utf-16"),
    lambda: "".encode("utf-32-le"), lambda: b"\xff\xfea\x00".decode("utf-16"),
    lambda: b"\xfe\xff\x00a".decode("utf-16"), lambda: b"a\x00".decode("utf-16"), lambda: b"a\x00b".decode("utf-16"),
    lambda: b"a\x00b".decode("utf-16-le", "replace"), lambda: b"\x00\xd8".decode("utf-16-le"),
    lambda: b"\x00\xd8a\x00".decode("utf-16-le"), lambda: b"\x00\xdca\x00".decode("utf-16-le"),
    lambda: ascii(b"\x00\xd8".decode("utf-16-le", "surrogatepass")),
    lambda: ascii(b"\x00\xd8\x00\xdc".decode("utf-16-le")), lambda: b"\xd8\x00\x00a".decode("utf-16-be"),
    lambda: ascii(b"\xff\xfea\x00".decode("utf-16-le")), lambda: b"a\0\0\0".decode("utf-32"),
    lambda: b"\0\0\xfe\xff\0\0\0a".decode("utf-32"), lambda: b"a\0\0".decode("utf-32-le"),
    lambda: b"\0\0\x11\0".decode("utf-32-le"), lambda: b"\0\xd8\0\0".decode("utf-32-le"),
    lambda: b"\0\x11\0\0".decode("utf-32-be", "ignore"),
)
