# Bound methods as values: equality, attributes, calling through the class.
class C:
    def __init__(self, n):
        self.n = n

    def add(self, x):
        return self.n + x


a, b = C(1), C(2)
f = a.add
print(f(10), f.__self__ is a, f.__func__ is C.add, f.__name__)
print(a.add == a.add, a.add == b.add, a.add is a.add, hash(a.add) == hash(a.add))
print(C.add(b, 5), list(map(a.add, range(3))), type(a.add).__name__, type(C.add).__name__)
a.add = lambda x: "instance function " + str(x)
print(a.add(1), f(1))
C.add = lambda self, x: "patched"
print(b.add(1))
C.late = f
print(b.late(5))


def free(self):
    return self.n * 100


C.free = free
print(a.free(), b.free())
import types
a.own = types.MethodType(free, b)
print(a.own())
