# A non-data descriptor that caches its value in the instance dictionary.
class cached:
    def __init__(self, fn):
        self.fn = fn

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        value = obj.__dict__[self.name] = self.fn(obj)
        return value


class Data:
    def __init__(self, n):
        self.n = n

    @cached
    def square(self):
        print("computing")
        return self.n ** 2


d = Data(5)
print(d.square, d.square, d.__dict__)
del d.square
print(d.square)
