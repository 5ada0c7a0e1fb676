# Subclasses of set, frozenset, bytes and bytearray.
class Tags(set):
    def add(self, x):
        super().add(x.lower())


class F(frozenset):
    pass


class Packet(bytes):
    def checksum(self):
        return sum(self) % 256


t = Tags(["A"])
t.add("B")
print(sorted(t), len(t), repr(Tags()), repr(Tags([1])), type(t | {1}).__name__, t == {"A", "b"})
print(repr(F([1])), hash(F([1])) == hash(frozenset([1])), type(F([1]) & {1}).__name__)
p = Packet(b"\x01\x02")
print(p, p.checksum(), p == b"\x01\x02", type(p + b"").__name__, len(p))


class B(bytearray):
    pass


b = B(b"x")
b.append(65)
print(b, type(b).__name__)
