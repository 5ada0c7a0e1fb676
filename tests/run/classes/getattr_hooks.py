# __getattr__, __getattribute__, __setattr__, __delattr__.
class Lazy:
    def __init__(self):
        self.real = 1

    def __getattr__(self, name):
        if name.startswith("x"):
            return name.upper()
        raise AttributeError(f"no {name} here")


obj = Lazy()
print(obj.real, obj.xyz, hasattr(obj, "abc"), getattr(obj, "abc", "default"))
try:
    obj.abc
except AttributeError as e:
    print(e)


class Logged:
    def __getattribute__(self, name):
        if not name.startswith("_"):
            print("get", name)
        return super().__getattribute__(name)

    def __setattr__(self, name, value):
        print("set", name, value)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)

    def method(self):
        return "m"


x = Logged()
x.a = 1
x.a += 1
print(x.a, x.method())
del x.a
setattr(x, "b", 2)
delattr(x, "b")
try:
    x.a
except AttributeError as e:
    print(e)


class Frozen:
    def __setattr__(self, name, value):
        raise AttributeError(f"cannot assign {name}")


try:
    Frozen().x = 1
except AttributeError as e:
    print(e)
