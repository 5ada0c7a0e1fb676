# str(), format() and print() of objects whose __repr__ answers for __str__, also with something that is no text.

class R:
    def __repr__(self):
        return 3

class S:
    __repr__ = None

class M(type):
    def __repr__(cls):
        return 5

class C(metaclass=M):
    pass

class L(list):
    def __repr__(self):
        return 3

class D(dict):
    def __repr__(self):
        return b"x"

class I(int):
    def __repr__(self):
        return 7

class E(Exception):
    def __repr__(self):
        return 7

class F(float):
    def __repr__(self):
        raise ValueError("boom")

class P(R):
    def __str__(self):
        return super().__str__()

class Q:
    def __repr__(self):
        return object.__str__(self)

class Sub(str):
    pass

class U:
    def __repr__(self):
        return Sub("sub")

for x in (R(), S(), C, L(), D(), I(3), E(1), F(2), P(), U(), 3):
    print(type(x).__name__)
    for f in (str, repr, format, ascii, lambda v: f"{v}", lambda v: f"{v!r}", object.__str__, lambda v: v.__str__(), lambda v: v.__repr__()):
        try:
            r = f(x)
            print(type(r).__name__, r)
        except Exception as e:
            print(type(e).__name__, e)
try:
    print(R())
except TypeError as e:
    print(e)
