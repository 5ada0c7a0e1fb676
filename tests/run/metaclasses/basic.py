# A metaclass with __new__, __init__ and __call__; keyword arguments.
class Meta(type):
    def __new__(mcls, name, bases, ns, **kw):
        print("new", name, [b.__name__ for b in bases], kw)
        ns["added"] = name.lower()
        return super().__new__(mcls, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", name)
        super().__init__(name, bases, ns)

    def __call__(cls, *args):
        print("call", cls.__name__, args)
        return super().__call__(*args)

    def class_method(cls):
        return "meta method of " + cls.__name__


class A(metaclass=Meta, option=1):
    def __init__(self, x):
        self.x = x


class B(A):
    pass


b = B(5)
print(b.x, b.added, B.class_method(), type(B).__name__, isinstance(B, Meta))
try:
    b.class_method()
except AttributeError as e:
    print(e)
