# bytes: construction, indexing, slicing, iteration, operators, repr.
b = b"hello\x00\xff\n'\"\\"
print(b, len(b), b[0], b[-1], b[1:4], b[::-1], list(b[:3]), b + b"x", b * 2, 104 in b, b"ell" in b, b == bytes(list(b)))
print(b"a" < b"b", b"" == bytes(), hash(b"a") == hash(b"a"), b"it's", b'"', b"'\"")
print(bytes(3), bytes([1, 2, 255]), bytes("é", "utf8"), bytes(b"x"), bytes(bytearray(b"y")), bytes(range(5)))
print(bytes(x * 2 for x in range(3)), bytes(), bytes((65, 66)), bytes(True))
print(b"abc".hex(), b"abc".hex(":"), b"abcde".hex("-", 2), bytes.fromhex("6162 63"), bytes.fromhex(""))
print(b"\t\r\n\x7f\x80", [x for x in b"ab"], max(b"abc"), sorted(b"cab"), bytes(sorted(b"cab")), dict.fromkeys(b"ab"))
print(tuple(b"xy"))
print(b"a" b"b", rb"\n", b"\x41", isinstance(b, bytes), bool(b""), str(b"x"), f"{b'x'}", "%s" % b"x", b"abc".decode())
for f in (
        lambda: bytes([256]), lambda: bytes([-1]), lambda: bytes(["a"]), lambda: bytes("é"), lambda: bytes(1.5),
        lambda: b"a" + "b", lambda: b"a"[5], lambda: "a" in b"a", lambda: 256 in b"a", lambda: bytes.fromhex("6"),
        lambda: bytes.fromhex("zz"), lambda: b"a" < "a", lambda: bytes(None), lambda: b"a"["x"], lambda: bytes(1, 2),
        lambda: b"" + [1],
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(b"a" == "a", b"a" != "a")
