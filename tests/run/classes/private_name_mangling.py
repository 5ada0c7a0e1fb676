# Names with two leading underscores are mangled per class.
class A:
    __secret = "A"

    def __init__(self):
        self.__x = 1
        self.__dunder__ = 2

    def get(self):
        return self.__x, self.__secret

    def __hidden(self):
        return "hidden A"

    def call(self):
        return self.__hidden()


class B(A):
    __secret = "B"

    def __init__(self):
        super().__init__()
        self.__x = 10

    def both(self):
        return self.__x, self._A__x, self.__secret, self._A__secret

    def __hidden(self):
        return "hidden B"


b = B()
print(b.get(), b.both(), b.call(), sorted(b.__dict__))
try:
    b.__x
except AttributeError as e:
    print(e)


class _C:
    def f(self, __p=3):
        __local = __p
        return sorted(locals())


print(_C().f())
