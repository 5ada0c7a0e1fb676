"""ord(), chr(), len() and int(text) in loops: the usual cases, and what leaves them."""


def codes(text):
    h = 0
    for ch in text:
        h = (h * 131 + ord(ch)) & 0xFFFFFFFF
    return h


def letters(numbers):
    out = ""
    for n in numbers:
        out += chr(n)
    return out


def attempt(function, values):
    for v in values:
        try:
            r = function(v)
            print(repr(r), type(r).__name__, end="; ")
        except (TypeError, ValueError, OverflowError) as e:
            print(type(e).__name__, e, end="; ")
    print()


def ords(v):
    for _ in range(2):
        r = ord(v)
    return r


def chrs(v):
    for _ in range(2):
        r = chr(v)
    return r


def parse(v):
    for _ in range(2):
        r = int(v)
    return r


def parseBase(v):
    for _ in range(2):
        r = int(v[0], v[1])
    return r


class Text(str):
    pass


class Loud(str):
    def __int__(self):
        return 77


class Base:
    def __index__(self):
        return 16


print(codes("hello"), codes("é\xff\x00z"), codes("€😀a"), codes(""))
print(letters(range(32, 127)), ascii(letters([0, 127, 128, 255, 256, 8364, 128512, 1114111])))
attempt(ords, ["a", "\x00", "ÿ", "Ā", "😀", "", "ab", b"a", b"", b"ab", bytearray(b"z"), Text("q"), Text("qq"), 5, None, 2.5, [1]])
attempt(chrs, [0, 97, 255, 256, 0x10FFFF, 0x110000, -1, True, False, "a", 2.0, None, 10**30, -(10**30)])
attempt(parse, ["12", " -7 ", "1_000", "", "x", "0x10", "１２", Text("31"), Loud("31"), b"44", bytearray(b"45"), 3.9, True, None, "9" * 40, [1]])
attempt(parseBase, [("ff", 16), ("z", 36), ("0x1f", 16), ("0b11", 0), ("12", 1), ("12", 37), ("12", -2), ("12", True), ("12", Base()),
                    (Text("77"), 8), (b"77", 8), (12, 10), ("8", 8), ("12", 10**30), ("12", "3"), ("12", 2.0)])
saved = [chr(n) is chr(n) for n in (65, 200)]
print(saved, "".join(map(chr, range(65, 70))))


class Number(int):
    def __init__(self, *args):
        print("init", args)


print(Number("12", 16) + 1, Number(5), Number("7") * 2)
