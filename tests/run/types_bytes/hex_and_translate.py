# hex with separators, fromhex, translate, maketrans, replace, split on bytes.


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: b"abc".hex(":", 2), lambda: b"abcde".hex(":", -2), lambda: b"abc".hex("-", 0), lambda: b"abc".hex(b":"),
    lambda: b"abc".hex(sep=" ", bytes_per_sep=1), lambda: b"".hex(":"), lambda: bytearray(b"\x00\xff").hex(),
    lambda: bytes.fromhex(" 61\t62\n63"), lambda: bytearray.fromhex("dEaD"),
    lambda: b"ab".translate(bytes(range(1, 256)) + b"\0"), lambda: b"ab".translate(None, b"a"),
    lambda: b"ab".translate(None, delete=b"b"), lambda: bytearray(b"ab").translate(bytes.maketrans(b"a", b"z")),
    lambda: b"aaa".replace(b"a", b"bb", 2), lambda: b"ab".replace(b"", b"-"), lambda: b"ab".replace(b"", b"-", 2),
    lambda: b"ab".replace(b"x", b"y"), lambda: b" a  b c ".split(None, 1), lambda: b" a  b c ".rsplit(None, 1),
    lambda: b"a,b,c".split(b",", 1), lambda: b"a\x1cb \x0bc".split(), lambda: b"a\rb\r\nc\n".splitlines(True),
    lambda: b"a-b-c".partition(b"-"), lambda: b"a-b-c".rpartition(b"-"), lambda: bytearray(b"ab").rpartition(b"-"),
    lambda: b"-5".zfill(4), lambda: b"a\tb\n\tc".expandtabs(4), lambda: b"ab".center(5), lambda: b"it's aBC".title(),
    lambda: b"aB1".swapcase(), lambda: b"abcabc".rfind(b"b", 0, -2), lambda: b"abc".find(b"", 3),
    lambda: b"abc".find(b"", 4), lambda: b"abc".count(b""), lambda: b"abcabc".count(98, 2),
    lambda: b"abc".endswith((b"x", b"c")), lambda: b"abc".startswith(b"b", 1), lambda: b"xxaxx".strip(b"x"),
    lambda: b"'\"", lambda: b"'", lambda: bytearray(b"'"), lambda: bytearray(b'"'), lambda: b"abcdef"[4:1:-2],
    lambda: bytearray(b"abcdef")[::-1], lambda: b"".join([b"a", bytearray(b"b"), memoryview(b"c")]),
)
