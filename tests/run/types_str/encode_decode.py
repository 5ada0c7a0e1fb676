# encode and decode with several codecs and error handlers.
s = "héllo 日 😀"
print(s.encode(), s.encode("utf-8") == s.encode(), s.encode("utf-16-le"), s.encode("utf-32-be"), "é".encode("latin-1"))
print("abc".encode("ascii"), s.encode().decode() == s)
for h in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace"):
    print(s.encode("ascii", h), "é日".encode("latin-1", errors=h))
for h in ("ignore", "replace", "backslashreplace"):
    print(ascii(b"a\xffb\xe6\x97".decode("utf-8", h)), ascii(b"\x80abc".decode("ascii", h)))
for f in (
        lambda: s.encode("ascii"), lambda: b"\xff".decode(), lambda: b"a\xe6\x97".decode("utf-8"),
        lambda: b"\x80".decode("ascii"), lambda: "日".encode("latin-1"), lambda: "é".encode("nope"),
        lambda: "\ud800".encode(), lambda: "x".encode("ascii", "nohandler") and "é".encode("ascii", "nohandler"),
        lambda: b"\xc3\x28".decode(), lambda: b"\xf8".decode(),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(str(b"abc", "utf-8"), str(b"abc"), bytes("é", "utf-8"), bytearray("é", "latin1"))
print(b"\xef\xbb\xbfx".decode("utf-8-sig"), b"caf\xe9".decode("latin-1"), b"".decode())
print(b"h\x00i\x00".decode("utf-16-le"))
try:
    "aé".encode("ascii")
except UnicodeEncodeError as e:
    print(e.encoding, e.object, e.start, e.end, e.reason)
