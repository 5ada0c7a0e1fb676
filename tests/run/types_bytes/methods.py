# All methods of bytes that mirror str.
b = b"Hello, World, Hello"
print(
    b.upper(), b.lower(), b.title(), b.swapcase(), b.capitalize(), b.find(b"Hello", 1), b.rfind(b"Hello"), b.index(111),
    b.count(b"l"), b.replace(b"Hello", b"Bye", 1), b.split(b", "), b.rsplit(b",", 1), b.partition(b","),
    b.rpartition(b","), b.startswith(b"Hell"), b.endswith((b"x", b"lo")), sep="\n",
)
print(b"  x ".strip(), b"xxa".lstrip(b"x"), b"axx".rstrip(b"x"), b"a".center(5, b"-"), b"a".ljust(3))
print(b"a".rjust(3, b"."), b"-7".zfill(4), b"a\tb".expandtabs(4), b"a\nb\r\nc".splitlines(), b"a b".split())
print(b"-".join([b"a", bytearray(b"b")]), b"abc".translate(bytes.maketrans(b"ab", b"xy")))
print(b"hello".translate(None, b"l"), b"test.py".removesuffix(b".py"), b"test".removeprefix(b"te"))
print(b"abc".isalpha(), b"12".isdigit(), b"a1".isalnum(), b" ".isspace(), b"AB".isupper(), b"ab".islower())
print(b"Ab Cd".istitle(), b"abc".isascii(), b"\xe9".isascii(), b"abc".rindex(b"c"))
for f in (
        lambda: b.index(b"zz"), lambda: b.split(b""), lambda: b",".join(["a"]), lambda: b.find("x"),
        lambda: b.replace("a", "b"), lambda: b.startswith("x"), lambda: b.strip("x"), lambda: b.center(5, b"ab"),
        lambda: b",".join([1]), lambda: b.find(300), lambda: bytes.maketrans(b"a", b"bc"), lambda: b.split("x"),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
