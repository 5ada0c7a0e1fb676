# Usual metaclass recipes: registry, singleton, a small enum.
class Registry(type):
    known = {}

    def __new__(m, name, bases, ns):
        cls = type.__new__(m, name, bases, ns)
        m.known[name] = cls
        return cls


class Singleton(type):
    _instances = {}

    def __call__(cls, *a, **k):
        if cls not in cls._instances:
            cls._instances[cls] = super().__call__(*a, **k)
        return cls._instances[cls]


class EnumMeta(type):
    def __new__(m, name, bases, ns):
        cls = super().__new__(m, name, bases, ns)
        cls.members = {}
        for k, v in list(ns.items()):
            if not k.startswith("_") and isinstance(v, int):
                obj = object.__new__(cls)
                obj.name, obj.value = k, v
                cls.members[k] = obj
                setattr(cls, k, obj)
        return cls

    def __iter__(cls):
        return iter(cls.members.values())


class P(metaclass=Registry): pass
class Q(P): pass


class Db(metaclass=Singleton):
    def __init__(self, url):
        self.url = url


class Color(metaclass=EnumMeta):
    RED = 1
    GREEN = 2

    def __repr__(self):
        return f"Color.{self.name}"


print(list(Registry.known), Db("a") is Db("b"), Db("c").url, list(Color), Color.RED.value, type(Color.GREEN) is Color)
