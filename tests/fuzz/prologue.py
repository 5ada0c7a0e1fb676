"""What random programs begin with."""

PROLOGUE = '''\
import math

INF = float("inf")
NAN = float("nan")
plain_sqrt, plain_floor = math.sqrt, math.floor


def desc(v):
    if isinstance(v, (list, tuple)):
        return type(v).__name__ + "(" + ", ".join([desc(x) for x in v[:12]]) + ")" + str(len(v))
    if isinstance(v, dict):
        return "{" + ", ".join([desc(k) + ": " + desc(x) for k, x in list(v.items())[:12]]) + "}"
    if isinstance(v, (int, float, str, bool, complex)) or v is None:
        return type(v).__name__[0] + repr(v)
    if isinstance(v, Base):
        return v.state()
    return type(v).__name__


def show(*values):
    print(*[desc(v) for v in values])


def push(items, value):
    if len(items) < 40:
        items.append(value)


def put(o, name, value):
    setattr(o, name, value)


def same(x):
    return x


class Base:
    shared = 0

    def state(self):
        names = getattr(self, "__dict__", None)
        if names is None:
            names = {n: getattr(self, n) for n in self.__slots__ if hasattr(self, n)}
        return type(self).__name__ + desc(names)


class Guard:
    def __init__(self, name):
        self.name = name
        self.count = 0.0

    def __enter__(self):
        self.count += 1.0
        return self

    def __exit__(self, kind, value, trace):
        self.count = self.count * 2.0 + 1
        print("exit", self.name, self.count, kind and kind.__name__)
        return kind is ZeroDivisionError
'''


# Objects whose end runs code (which nobody sees): loops are asked to run it, and go on where they were.
LITTER = '''

class Trash:
    count = 0

    def __init__(self):
        self.me = self

    def __del__(self):
        Trash.count += 1


trash = []


def litter():
    trash.append(Trash())
    if len(trash) > 3:
        trash.clear()
        gc.collect()
'''
