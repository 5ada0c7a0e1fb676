# The most derived metaclass wins; conflicts are errors; functions as metaclass.
class M1(type):
    pass


class M2(M1):
    pass


class M3(type):
    pass


class A(metaclass=M1): pass
class B(metaclass=M2): pass
class C(A, B): pass
class D(metaclass=M3): pass


print(type(C).__name__)
try:
    class E(A, D):
        pass
except TypeError as e:
    print(e)


def make(name, bases, ns):
    return (name, bases, sorted(k for k in ns if not k.startswith("__")))


class F(metaclass=make):
    x = 1
    y = 2


print(F)
