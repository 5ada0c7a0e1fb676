# bytearray: all mutating operations.
a = bytearray(b"hello")
a[0] = 72
a.append(33)
a.extend(b"??")
a.extend([65, 66])
a += b"end"
a.insert(0, 62)
print(a, len(a), a.pop(), a.pop(0), a)
a.remove(111)
a.reverse()
print(a)
a[1:3] = b"XYZ"
del a[0]
del a[::2]
print(a, a[0], a[1:3], type(a[1:3]).__name__)
a[::2] = b"12345"[:len(a[::2])]
print(a)
b = a.copy()
b.clear()
print(b, a != b, bytearray(3), bytearray("é", "utf8"), bytearray([1, 2]), a.upper(), a.find(b"1"), bytes(a))
print(a == bytes(a), bytearray(b"ab") * 2, b"x" + bytearray(b"y"), bytearray(b"y") + b"x")
print(type(b"x" + bytearray()).__name__)
a *= 2
print(a, list(a[:3]), a.hex(), a.decode(), bytearray(b"a,b").split(b","), bytearray(b"it's"))


def f1(): a[0] = 256
def f2(): a[100] = 1
def f3(): a[0] = b"x"
def f4(): a.append("x")
def f5(): a.remove(250)
def f6(): bytearray().pop()
def f7(): hash(a)
def f8(): a.extend("abc")
def f9(): a[0:2] = "ab"
def f10(): a.append(-1)
def f11(): a[0:2] = 5
def f12(): del a[99]


for f in (f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f12):
    try:
        f()
        print(f.__name__)
    except Exception as e:
        print(type(e).__name__, e)
