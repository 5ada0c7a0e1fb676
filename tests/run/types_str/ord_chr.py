# ord and chr over the whole range.
print(ord("a"), ord("é"), ord("日"), ord("😀"), ord("\0"), chr(97), chr(233), chr(0x65e5), chr(0x1f600) == "😀")
print(ord(chr(0x10ffff)), ord(b"a"), [chr(i) for i in range(65, 70)])
for f in (
        lambda: ord(""), lambda: ord("ab"), lambda: ord(5), lambda: chr(-1), lambda: chr(0x110000), lambda: chr("a"),
        lambda: chr(1.0), lambda: chr(10 ** 20), lambda: ord(b"ab"), lambda: ord(None),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print("".join(chr((ord(c) - 97 + 13) % 26 + 97) for c in "hello"), sum(map(ord, "abc")))
