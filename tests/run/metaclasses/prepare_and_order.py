# __prepare__ supplies the namespace; order of class attributes is kept.
class Recorder(dict):
    def __init__(self):
        self.order = []

    def __setitem__(self, k, v):
        if not k.startswith("__"):
            self.order.append(k)
        super().__setitem__(k, v)


class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        return Recorder()

    def __new__(mcls, name, bases, ns):
        cls = super().__new__(mcls, name, bases, dict(ns))
        cls.order = ns.order
        return cls


class C(metaclass=Meta):
    z = 1
    a = 2

    def m(self):
        pass
    z = 3


print(C.order, C.z)


class Plain:
    q = 1
    b = 2
    a = 3


print([k for k in vars(Plain) if not k.startswith("__")])
