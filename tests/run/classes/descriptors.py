# Data and non-data descriptors: precedence over the instance dictionary, __get__ on the class, __delete__.
class Data:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = "_" + name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        return getattr(obj, self.name, "unset")

    def __set__(self, obj, value):
        if not isinstance(value, int):
            raise TypeError(f"{self.name[1:]} must be int, not {type(value).__name__}")
        setattr(obj, self.name, value)

    def __delete__(self, obj):
        print("delete", self.name)
        delattr(obj, self.name)


class NonData:
    def __get__(self, obj, owner):
        return ("nondata", obj is None, owner.__name__)


class C:
    a = Data()
    b = Data()
    n = NonData()


c = C()
print(c.a)
c.a = 5
print(c.a, c.__dict__, isinstance(C.a, Data))
try:
    c.b = "x"
except TypeError as e:
    print(e)
c.__dict__["a"] = "hidden"
print(c.a)
del c.a
print(c.a)
print(c.n, C.n)
c.n = "instance wins"
print(c.n)


class ReadOnly:
    def __get__(self, obj, owner):
        return 1

    def __set__(self, obj, v):
        raise AttributeError("read only")


class D(C):
    r = ReadOnly()


try:
    D().r = 5
except AttributeError as e:
    print(e)
