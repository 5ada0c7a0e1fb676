# Default repr, equality and hash of instances and classes.
class C:
    pass


a, b = C(), C()
print(repr(a).startswith("<__main__.C object at 0x"), repr(C), str(C), a == a, a == b, a != b)
print(hash(a) == hash(a), len({a, b, a}), {a: 1}[a], type(hash(a)).__name__)
print(repr(int), repr(type), repr(len), repr([].append).startswith("<built-in method append of list object at 0x"))


def f():
    pass


print(repr(f).startswith("<function f at 0x"), repr(a.__class__), repr(C.__init__), repr(str.upper), repr(int.__add__))


class Local:
    def m(self):
        pass


print(repr(Local().m).startswith("<bound method Local.m of <__main__.Local object at 0x"))
print(repr(Local.m).startswith("<function Local.m at 0x"))
for op in (lambda: a < b, lambda: a + b, lambda: a[0], lambda: a(), lambda: len(a), lambda: iter(a), lambda: -a,
           lambda: a in b, lambda: int(a), lambda: a >= 1,
           lambda: next(a), lambda: float(a), lambda: abs(a), lambda: [1][a], lambda: a @ b, lambda: a.x,
           lambda: round(a), lambda: bytes(a)):
    try:
        print(op())
    except Exception as e:
        print(type(e).__name__, e)
