# array.array: construction from everything, items, slices, operators, methods, errors.
from array import array, typecodes
import array as module
import copy
import io


def attempt(f, *args):
    try:
        r = f(*args)
        print(r, end="; ")
    except Exception as e:
        print(type(e).__name__, e, end="; ")


print(typecodes, module.ArrayType is array)
for code in typecodes:
    a = array(code)
    print(code, a, a.typecode, a.itemsize, len(a), bool(a), end=" ")
    for v in (0, 1, 100, -1, 2 ** 7, 2 ** 8 - 1, 2 ** 8, 2 ** 15, 2 ** 16, 2 ** 31, 2 ** 32, 2 ** 63, 2 ** 64, -2 ** 7 - 1, -2 ** 15 - 1, -2 ** 31 - 1,
              -2 ** 63, -2 ** 63 - 1, 1.5, 1e300, "a", "ab", None, True):
        if code == "u" and not isinstance(v, str):
            continue
        attempt(a.append, v)
    print()
    print(a, a.tolist(), list(a))
attempt(array)
attempt(array, "x")
attempt(array, "ii")
attempt(array, 3)
attempt(array, "i", "abc")
attempt(array, "i", 5)
attempt(array, "i", [1], 2)
attempt(array, "i", [1, "a"])
attempt(array, "i", b"1234567")
attempt(array, "i", array("u", "a"))
attempt(array, "b", array("i", [1, 1000]))
print()
for source in ([1, 2, 3], (4, 5), range(3), {7}, b"\x01\0\0\0\x02\0\0\0", bytearray(b"\x05\0\0\0"), array("i", [9]), array("d", [2.0]), iter([1, 2])):
    attempt(array, "i", source)
attempt(array, "u", "h\u00e9\u4e2d\U0001f600")
attempt(array, "d", [1, 2.5, True])
attempt(array, "f", [0.1])
print()

a = array("i", range(10))
for key in (0, -1, 9, 10, -11, slice(2, 5), slice(None, None, -1), slice(1, 8, 3), slice(5, 2), slice(-3, None), 1.0, "0", None, slice(8, 1, -2)):
    attempt(lambda: a[key])
print()


def assign(key, value):
    b = array("i", range(10))
    b[key] = value
    return b


for key, value in ((0, 5), (-1, 7), (10, 1), (3, "x"), (3, 2 ** 40), (slice(2, 4), array("i", [7, 8, 9])), (slice(2, 8), array("i")),
                   (slice(None, None, 2), array("i", [0] * 5)), (slice(None, None, 2), array("i", [0] * 4)), (slice(1, 2), [1]), (slice(0, 2), array("b", [1])),
                   (slice(5, 2), array("i", [1])), ("k", 1), (slice(8, 1, -3), array("i", [1, 2, 3])), (slice(None, None, 3), array("i"))):
    attempt(assign, key, value)
print()


def delete(key):
    b = array("i", range(10))
    del b[key]
    return b


for key in (0, -1, 10, slice(2, 5), slice(None, None, 3), slice(9, 0, -2), slice(None), "k"):
    attempt(delete, key)
print()
b = array("i", [1, 2])
attempt(lambda: a[:2] + b)
attempt(lambda: a[:2] + [1])
attempt(lambda: [1] + a)
attempt(lambda: a[:2] + array("b", [1]))
attempt(lambda: b * 3)
attempt(lambda: 2 * b)
attempt(lambda: b * 0)
attempt(lambda: b * -1)
attempt(lambda: b * 1.5)
attempt(lambda: b * b)
b += array("i", [3])
b *= 2
print(b)
attempt(lambda: b.__iadd__([1]))
attempt(lambda: b.extend([1, 2]))
attempt(lambda: b.extend(array("b", [1])))
attempt(lambda: b.extend(b))
attempt(lambda: b.extend(5))
print(b, 3 in b, 3.0 in b, "3" in b, b.count(3), b.count(9), b.index(3), b.index(3, 3), b.index(1, -3, -1))
attempt(b.index, 99)
attempt(b.index, 1, 1, 2)
attempt(b.remove, 99)
attempt(b.pop)
attempt(b.pop, 0)
attempt(b.pop, 100)
attempt(array("i").pop)
attempt(b.remove, 3)
attempt(b.insert, 1, 50)
attempt(b.insert, -100, 60)
attempt(b.insert, 100, 70)
attempt(b.insert, 0, "x")
b.reverse()
print(b)
attempt(b.fromlist, [1, 2])
attempt(b.fromlist, [1, "x", 2])
attempt(b.fromlist, (1, 2))
attempt(b.frombytes, b"\1\0\0\0")
attempt(b.frombytes, b"\1\0")
attempt(b.frombytes, "x")
print(b, b.tobytes()[:8], len(b.tobytes()))
b.byteswap()
print(b[:3])
for x, y in ((array("i", [1, 2]), array("i", [1, 2])), (array("i", [1, 2]), array("d", [1.0, 2.0])), (array("i", [1]), array("i", [1, 2])),
             (array("i", [2]), array("i", [1, 2])), (array("u", "ab"), array("u", "ac")), (array("i", [1]), [1]), (array("d", [float("nan")]),) * 2):
    print(x == y, x != y, end=" ")
    attempt(lambda: x < y)
    attempt(lambda: x >= y)
print()
u = array("u", "abc")
print(u, u.tounicode(), u[0], u[1:], list(u))
u.fromunicode("\u00e9")
attempt(b.tounicode)
attempt(b.fromunicode, "x")
attempt(u.append, "xy")
print(u, copy.copy(u), copy.deepcopy(a), copy.copy(a) is a)
print(bytes(array("H", [1, 2])), bytearray(array("b", [1])), b"".join([array("B", b"xy"), b"z"]), memoryview(array("d", [1.5, 2.5]))[1],
      memoryview(array("h", [1, -2])).tolist(), bytes(memoryview(array("i", [1]))), int.from_bytes(array("B", [1, 2]), "little"))
view = memoryview(a)
view[0] = 77
print(a[0], view.format, view.itemsize, len(view), view.nbytes)
stream = io.BytesIO()
array("i", [1, 2, 3]).tofile(stream)
stream.seek(0)
c = array("i")
c.fromfile(stream, 2)
print(c)
attempt(c.fromfile, stream, 2)
print(c)
try:
    hash(a)
except TypeError as e:
    print(e)


class Sub(array):
    def total(self):
        return sum(self)


s = Sub("i", [1, 2, 3])
s.name = "sub"
print(s, s.total(), type(s + s).__name__, s.name, isinstance(s, array))
match a:
    case [77, 1, *rest]:
        print("matched", rest[:2])
print(sorted(array("d", [3, 1, 2])), sum(array("i", [1, 2])), max(a), list(reversed(array("b", [1, 2]))), list(zip(a, u)), [x * 2 for x in c])
it = iter(array("i", [1]))
print(next(it), next(it, "end"), next(it, "end"))
print(a.buffer_info()[1], type(a.buffer_info()[0]).__name__, array.__name__, array.__module__, type(it).__name__)
