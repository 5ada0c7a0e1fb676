# Slice assignment and deletion of every shape.
def show(action):
    a = list(range(8))
    try:
        action(a)
    except Exception as e:
        print(type(e).__name__, e)
    print(a)


def f1(a): a[2:4] = "xyz"
def f2(a): a[2:2] = [9, 9]
def f3(a): a[5:2] = ["in"]
def f4(a): a[:] = []
def f5(a): a[::2] = [0, 0, 0, 0]
def f6(a): a[::2] = [1]
def f7(a): a[::-1] = range(8)
def f8(a): del a[1:-1]
def f9(a): del a[::3]
def f10(a): a[-2:] = (i for i in "gen")
def f11(a): a[100:] = [1]
def f12(a): a[:-100] = [1]
def f13(a): a[1:3] = a
def f14(a): a[1:3] = 5
def f15(a): a[6:1:-2] = "abc"
def f16(a): del a[::-2]
def f17(a): a[0:3:1] = []
def f18(a): a[::0] = []
def f19(a): a["x":] = []
def f20(a): a[2:3], a[0] = [7, 7], "z"
def f21(a): a[1:2] += [5, 6]


for f in (f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21):
    show(f)
