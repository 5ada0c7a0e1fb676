# Error texts of in-place operators on operands that do not support them.
def attempt(action):
    try:
        action()
    except Exception as e:
        print(type(e).__name__, e)


def f1():
    x = 1
    x += "a"


def f2():
    x = "a"
    x += 1


def f3():
    x = []
    x += 1


def f4():
    x = None
    x -= 1


def f5():
    x = {}
    x |= 3


def f6():
    x = [1]
    x *= "a"


def f7():
    x = {1}
    x -= [1]


def f8():
    x = 2
    x **= "a"


def f9():
    x = object()
    x //= 1


def f10():
    x = 1.5
    x <<= 1


for f in (f1, f2, f3, f4, f5, f6, f7, f8, f9, f10):
    attempt(f)
