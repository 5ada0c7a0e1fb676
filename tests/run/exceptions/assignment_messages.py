# Messages of failing item and attribute assignment and deletion.
class Slots:
    __slots__ = ("a",)


def f1(): [][0] = 1
def f2(): (1,)[0] = 1
def f3(): "abc"[0] = "x"
def f4(): b"abc"[0] = 1
def f5(): del [][0]
def f6(): del (1,)[0]
def f7(): del {}["k"]
def f8(): [1]["a"] = 1
def f9(): [1, 2, 3][::2] = [1]
def f10(): [1][0:1] = 5
def f11(): None.x = 1
def f12(): (5).x = 1
def f13(): Slots().b = 1
def f14(): Slots().a
def f15(): del Slots().a
def f16(): object().x = 1
def f18(): 5[0] = 1
def f19(): del 5[0]
def f20(): {}[[]] = 1
def f22(): range(3)[0] = 1
def f23(): bytearray(b"a")[0] = 256
def f24(): bytearray(b"a")[0] = "b"
def f25(): set([1])[0]
def f26(): bytearray(b"a")[5] = 1
def f27(): del [1]["a"]
def f28(): [1, 2][5] += 1


for f in (
        f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f18, f19, f20, f22, f23, f24, f25, f26,
        f27, f28,
):
    try:
        f()
        print(f.__name__, "no error")
    except Exception as e:
        print(f.__name__, type(e).__name__ + ":", e)
