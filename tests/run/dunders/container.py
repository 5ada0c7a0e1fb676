# __len__, __getitem__, __setitem__, __delitem__, __contains__, __iter__, __reversed__.
class Box:
    def __init__(self):
        self.d = {}

    def __len__(self):
        return len(self.d)

    def __getitem__(self, k):
        print("get", repr(k))
        return self.d[k]

    def __setitem__(self, k, v):
        print("set", repr(k), repr(v))
        self.d[k] = v

    def __delitem__(self, k):
        print("del", repr(k))
        del self.d[k]

    def __contains__(self, k):
        print("contains", repr(k))
        return k in self.d

    def __iter__(self):
        return iter(self.d)

    def __reversed__(self):
        return iter("reversed")


b = Box()
b["x"] = 1
b["x"] += 5
b[1, 2] = 3
print(b["x"], len(b), "x" in b, "q" not in b, list(b), list(reversed(b)), bool(b))
del b["x"]
try:
    b["x"]
except KeyError as e:
    print(repr(e))


class Slicer:
    def __getitem__(self, k):
        return k

    def __setitem__(self, k, v):
        print(k, v)

    def __delitem__(self, k):
        print("del", k)


s = Slicer()
print(s[1:2], s[::], s[1:2, 3], s[...], s[:, ::2], s[-1], s[()], s[1,])
s[1:] = 5
del s[:3]
