# Every format letter in every byte order, alignment, limits, strings, buffers, errors.
import struct


def attempt(f, *args):
    try:
        r = f(*args)
        print(r, end="; ")
    except Exception as e:
        print(type(e).__name__, e, end="; ")


for order in ("", "@", "=", "<", ">", "!"):
    for letter in "bBhHiIlLqQnNfde?cxspP":
        attempt(struct.calcsize, order + letter)
        value = b"z" if letter in "csp" else 1
        if letter != "x":
            attempt(struct.pack, order + letter, value)
    print()
for letter in "bBhHiIlLqQ":
    for order in ("<", "@"):
        for value in (-1, 127, 128, 255, 256, 32767, 65535, 65536, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 63, 2 ** 64 - 1, 2 ** 64, -2 ** 63, -2 ** 63 - 1, 1.5, "a", True):
            attempt(struct.pack, order + letter, value)
    print()
for value in (0.0, -0.0, 1.5, 1e300, float("inf"), float("nan"), 3, 0.1, 65504, 65520, 1e-8, 6e-5, -2.5, 10 ** 400, "x", None):
    for letter in "fde":
        attempt(struct.pack, ">" + letter, value)
        attempt(struct.pack, letter, value)
print()
for bits in (0, 1, 0x3C00, 0x7BFF, 0x7C00, 0xFC00, 0x8001, 0x3555):
    attempt(struct.unpack, "<e", bits.to_bytes(2, "little"))
print()
for format in ("bi", "ib", "bh", "bq", "hhl", "3s i", "ci0i", "cq", "2h3b", "=bi", "b2xh", "x", "", "0s", "10s3p", "  i  h", "c?d"):
    attempt(struct.calcsize, format)
print()
for format in ("z", "3", "i3", "<n", ">P", "i j", "-1i"):
    attempt(struct.calcsize, format)
attempt(struct.calcsize, 3)
attempt(struct.calcsize, b"ih")
print()
packed = struct.pack("<hBi4s2?5pc", -2, 200, 70000, b"ab", True, 0, b"hello", b"c")
print(packed, struct.unpack("<hBi4s2?5pc", packed), struct.unpack(">hBi4s2?5pc", packed))
print(struct.pack("2s", b"abc"), struct.pack("0s", b"abc"), struct.pack("5p", b""), struct.unpack("4s", bytearray(b"wxyz")), struct.unpack("bxh", b"\1\0\2\0"[:4]))
attempt(struct.pack, "ii", 1)
attempt(struct.pack, "i", 1, 2)
attempt(struct.pack, "s", "a")
attempt(struct.pack, "c", b"ab")
attempt(struct.pack, "c", 1)
attempt(struct.unpack, "i", b"123")
attempt(struct.unpack, "i", "text")
attempt(struct.unpack_from, "i", b"12345", 2)
attempt(struct.unpack_from, "h", b"12345", 3)
attempt(struct.unpack_from, "h", b"12345", -2)
attempt(struct.unpack_from, "h", b"12345", -1)
attempt(struct.unpack_from, "h", b"12345", -9)
attempt(struct.unpack_from, "h", b"12345")
print()
buffer = bytearray(10)
struct.pack_into(">hI", buffer, 2, 1, 2)
print(buffer)
attempt(struct.pack_into, "i", buffer, 8, 1)
attempt(struct.pack_into, "i", buffer, -2, 1)
attempt(struct.pack_into, "i", buffer, -12, 1)
attempt(struct.pack_into, "i", buffer, 0)
print(list(struct.iter_unpack("<hb", b"\1\0\2\3\0\4")), next(struct.iter_unpack("b", b"\5")))
attempt(struct.iter_unpack, "h", b"123")
attempt(struct.iter_unpack, "", b"")
s = struct.Struct("<If")
print(s.size, s.format, s.pack(1, 2.5), s.unpack(s.pack(7, 0.5)), s.unpack_from(b"xx" + s.pack(9, 1.0), 2), issubclass(struct.error, Exception), struct.error)


class Index:
    def __index__(self):
        return 5


class Float:
    def __float__(self):
        return 2.5


print(struct.pack("<i", Index()), struct.pack("<f", Float()), struct.unpack("<d", struct.pack("<d", 0.1)), struct.unpack("<f", struct.pack("<f", 0.1)))
