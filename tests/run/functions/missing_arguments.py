# Messages for missing arguments: one, two, many; keyword-only; methods.
def one(a): pass


def two(a, b): pass


def three(a, b, c): pass


def four(a, b, c, d=1): pass


def kwonly(*, k): pass


def kwonly2(a, *, k, m, n=1): pass


class C:
    def __init__(self, x): pass

    def method(self, y): pass


for call in (lambda: one(), lambda: two(), lambda: three(), lambda: four(), lambda: four(1), lambda: kwonly(),
             lambda: kwonly2(1), lambda: kwonly2(), lambda: C(), lambda: C(1).method(), lambda: C.method(),
             lambda: two(b=1)):
    try:
        call()
    except TypeError as e:
        print(e)
