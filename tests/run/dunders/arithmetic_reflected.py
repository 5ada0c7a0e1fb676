# Reflected methods: used when the left operand does not know, or the right is a subclass.
class A:
    def __add__(self, o):
        return f"A.add({type(o).__name__})"

    def __radd__(self, o):
        return f"A.radd({type(o).__name__})"


class B(A):
    def __radd__(self, o):
        return f"B.radd({type(o).__name__})"


class C:
    def __add__(self, o):
        return NotImplemented

    def __sub__(self, o):
        return NotImplemented


class D:
    def __radd__(self, o):
        return NotImplemented

    def __rsub__(self, o):
        return "D.rsub"


class E(A):
    pass


print(A() + A(), A() + B(), B() + A(), A() + 1, 1 + A(), "s" + A(), [] + A(), A() + E(), C() - D(), 5 - D(), sep="\n")
for f in (lambda: C() + D(), lambda: C() + 1, lambda: 1 + C(), lambda: C() + C(), lambda: C() - 1, lambda: D() + D()):
    try:
        print(f())
    except TypeError as e:
        print(e)
