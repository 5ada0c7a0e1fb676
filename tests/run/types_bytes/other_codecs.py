# Aliases of codecs, code pages, escapes, and encode error handlers.


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: "\u20ac\u0152".encode("cp1252"), lambda: b"\x80\x81".decode("cp1252"), lambda: "\u0141".encode("cp1252"),
    lambda: "\u20ac\u00e9".encode("iso8859-15"), lambda: "\u00e9\n\t\u65e5\U0001f600\\".encode("unicode_escape"),
    lambda: b"\\xe9\\n\\u65e5\\U0001f600\\\\ \\101".decode("unicode_escape"), lambda: b"\\x".decode("unicode_escape"),
    lambda: "\u00e9\u65e5".encode("raw_unicode_escape"), lambda: "\u00e9".encode("ISO_8859-1"),
    lambda: "\u00e9".encode("L1"), lambda: "a".encode("646"), lambda: "a".encode("utf 8"), lambda: "a".encode("U8"),
    lambda: "\u00e9".encode("utf-8-sig"), lambda: b"\xef\xbb\xbfx".decode("utf-8-sig"),
    lambda: "a\u00e9\u65e5b".encode("ascii"), lambda: "\u65e5\u65e5x".encode("latin-1"), lambda: "\ud800".encode(),
    lambda: "a\ud800\udc00b".encode(), lambda: "\udcff".encode("utf-8", "surrogateescape"),
    lambda: "\ud800".encode("utf-8", "surrogateescape"), lambda: "\ud800".encode("utf-8", "surrogatepass"),
    lambda: "\udc80\u00e9".encode("ascii", "surrogateescape"),
    lambda: "\udc80\u00e9".encode("latin-1", "surrogateescape"),
    lambda: "\u00e9\u65e5\U0001f600".encode("ascii", "backslashreplace"),
    lambda: "\u00e9\u65e5\U0001f600".encode("ascii", "xmlcharrefreplace"),
    lambda: "\u65e5\u672c\u00e9".encode("latin-1", "replace"), lambda: "\u65e5".encode("ascii", "ignore"),
    lambda: "\u00e9".encode("ascii", "nope"), lambda: "e".encode("ascii", "nope"), lambda: "a".encode(""),
    lambda: "a".encode("utf-9"), lambda: "x".encode("rot13"), lambda: b"x".decode("hex"),
)
