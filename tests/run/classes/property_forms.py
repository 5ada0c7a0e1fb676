# property: getter, setter, deleter, documentation, read-only errors, built by hand.
class T:
    def __init__(self):
        self._c = 0

    @property
    def celsius(self):
        "Degrees."
        return self._c

    @celsius.setter
    def celsius(self, v):
        if v < -273:
            raise ValueError("too cold")
        self._c = v

    @celsius.deleter
    def celsius(self):
        print("deleted")
        self._c = 0

    @property
    def fahrenheit(self):
        return self._c * 9 / 5 + 32

    write_only = property(None, lambda self, v: print("set", v))
    by_hand = property(lambda self: "hand", doc="by hand")


t = T()
t.celsius = 100
print(t.celsius, t.fahrenheit, T.celsius.__doc__, T.by_hand.__doc__, t.by_hand)
t.celsius += 5
print(t.celsius)
del t.celsius
print(t.celsius)
t.write_only = 3


def f1(): t.celsius = -300
def f2(): t.fahrenheit = 1
def f3(): del t.fahrenheit
def f4(): t.write_only


for f in (f1, f2, f3, f4):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
t.__dict__["celsius"] = "instance dict loses"
print(t.celsius, type(T.celsius).__name__, T.celsius.fget(t))
