# Messages for too many positional arguments.
def none(): pass


def one(a): pass


def two(a, b=1): pass


def three(a, b=1, c=2): pass


def kwonly(a, *, k=1): pass


def kwonly2(a, b=2, *, k, m): pass


class C:
    def __init__(self): pass

    def m(self, x): pass

    @staticmethod
    def s(): pass

    @classmethod
    def c(cls): pass


for call in (lambda: none(1), lambda: none(1, 2), lambda: one(1, 2), lambda: two(1, 2, 3), lambda: three(*range(9)),
             lambda: kwonly(1, 2), lambda: kwonly(1, 2, k=3), lambda: kwonly2(
                 1, 2, 3, k=1, m=2,
             ), lambda: C(1), lambda: C().m(1, 2),
             lambda: C.s(1), lambda: C.c(1), lambda: (lambda: 0)(1)):
    try:
        call()
    except TypeError as e:
        print(e)
