# Texts of unpacking errors: too many, too few, not iterable.
def attempt(action):
    try:
        action()
    except Exception as e:
        print(type(e).__name__, e)


def f1():
    a, b = 1, 2, 3


def f2():
    a, b, c = [1, 2]


def f3():
    a, b = 5


def f4():
    a, *b, c = [1]


def f5():
    (a, b), c = [1, 2]


def f6():
    a, = ()


def f7():
    a, b = "x"


def f8():
    [] = [1]


def f9():
    a, b = {1: 2, 3: 4, 5: 6}


def f10():
    for a, b in [(1, 2), (3,)]:
        pass


def f11():
    a, b = (x for x in range(5))


def f12():
    *a, b, c = iter([1])


def f13():
    a, b = None


for f in (f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13):
    attempt(f)
