# Classes inside functions and classes; __qualname__; closures over parameters.
class Outer:
    class Inner:
        def m(self):
            return "inner m"

    def make(self):
        return self.Inner()


print(Outer().make().m(), Outer.Inner.__qualname__, Outer.Inner.m.__qualname__)


def factory(n, base=object):
    class Local(base):
        factor = n

        def times(self, x):
            return x * n * self.factor
    return Local


A, B = factory(2), factory(3)
print(A().times(5), B().times(5), A is B, A.__name__, A.__qualname__)
C = factory(10, A)
print(C().times(1), C.__mro__[1] is A, repr(A))
