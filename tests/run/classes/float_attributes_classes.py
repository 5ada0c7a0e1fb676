# Float attributes and what classes add: inheritance, properties set later, __slots__, __class__, hooks, dataclasses, many attributes.
import copy
from dataclasses import dataclass, field, replace, asdict, astuple, fields


class Base:
    def __init__(self, x):
        self.x = x
        self.rate = 0.5

    def read(self):
        return self.x, self.rate


class Left(Base):
    def __init__(self, x, more):
        super().__init__(x)
        self.more = more


class Right(Base):
    def __init__(self, x):
        self.first = "word"
        super().__init__(x)


def total(objects):
    t = 0
    for o in objects:
        t += o.x * o.rate
    return t


objects = [Base(1.5), Left(2.5, 3.5), Right(4.5), Left(1, 2), Base(7), Right(0.25)]
for _ in range(30):
    total(objects)
print(total(objects), [o.read() for o in objects], [vars(o) for o in objects])


# A property, a data descriptor, hooks: set when instances are there.
class Late:
    def __init__(self, x):
        self.x = x
        self.y = 2.5

    def get(self):
        return self.x

    def put(self, value):
        self.x = value


late = [Late(k + 0.5) for k in range(4)]
for _ in range(20):
    for o in late:
        o.put(o.get() + 1)
print([o.get() for o in late])
Late.x = property(lambda self: "property " + str(self.__dict__["x"]))
print([o.get() for o in late], [o.x for o in late])
try:
    late[0].put(1.0)
except AttributeError as e:
    print("refused", "x" in str(e))
del Late.x
for o in late:
    o.put(o.get() * 2)
print([o.get() for o in late], vars(late[1]))


class Recorder:
    def __get__(self, o, owner):
        return "from the descriptor"


fresh = [Late(1.0), Late(2.0)]
for _ in range(10):
    [o.get() for o in fresh]
Late.x = Recorder()
print([o.get() for o in fresh])
Recorder.__set__ = lambda self, o, value: print("set", value)
print([o.get() for o in fresh])
fresh[0].put(3.5)
del Recorder.__set__
print([o.get() for o in fresh])
fresh[0].put(3.5)
del Late.x
print([o.get() for o in fresh])


class Plain:
    pass


marker = Plain()
Late.x = marker
print([o.get() for o in fresh])


class Data:
    def __get__(self, o, owner):
        return "data"

    def __set__(self, o, value):
        print("data set", value)


marker.__class__ = Data
print([o.get() for o in [Late.__new__(Late)]])
del Late.x

hooked = [Late(1.5), Late(2.5)]
for _ in range(10):
    [o.get() for o in hooked]
Late.__getattribute__ = lambda self, name: ("hook", name) if name == "x" else object.__getattribute__(self, name)
print([o.get() for o in hooked])
del Late.__getattribute__
print([o.get() for o in hooked])


def setter(self, name, value):
    object.__setattr__(self, name, value * 2)


Late.__setattr__ = setter
for o in hooked:
    o.put(1.25)
print([o.get() for o in hooked])
del Late.__setattr__
for o in hooked:
    o.put(1.25)
print([o.get() for o in hooked])


# __bases__
class Mixin:
    @property
    def x(self):
        return "mixed in"

    @x.setter
    def x(self, value):
        print("mixed in set", value)


class Middle(Base):
    pass


class User(Middle):
    pass


user = User(1.5)
for _ in range(10):
    user.read()


class Other(Mixin):
    pass


User.__bases__ = (Other, Middle)
print(user.read())
user.x = 5.5
User.__bases__ = (Middle,)
print(user.read())


# __class__
class One:
    def __init__(self):
        self.a = 1.5
        self.b = 2


class Two:
    def __init__(self):
        self.b = 2.5
        self.a = "a"

    def sum(self):
        return self.a + self.b


one = One()
for _ in range(5):
    one.a += 1
one.__class__ = Two
print(one.sum(), vars(one), type(one).__name__)
one.a = 1
one.c = 0.5
print(one.sum(), vars(one))


# __slots__, alone and with a dict
class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x):
        self.x = x


class Both(Slotted):
    def __init__(self, x):
        super().__init__(x)
        self.rate = x * 2
        self.z = 0.125


s = Slotted(1.5)
b = Both(2.5)
print(s.x, hasattr(s, "y"), b.x, b.rate, vars(b))
s.y = 3.5
b.y = b.x
s.x = "word"
b.rate = "word"
b.x += 1
print(s.x, s.y, b.x, b.y, b.rate, vars(b), copy.copy(b).x, copy.deepcopy(b).z)
del s.x
print(hasattr(s, "x"), s.y)


# built-in bases with attributes
class FloatList(list):
    def __init__(self, items):
        super().__init__(items)
        self.mean = sum(items) / len(items)


class Pair(tuple):
    pass


class Named(Exception):
    def __init__(self, level):
        super().__init__("named")
        self.level = level


fl = FloatList([1, 2, 4])
pair = Pair((1, 2))
pair.weight = 0.75
fl.mean += 1
print(fl, fl.mean, vars(fl), pair, pair.weight, vars(pair))
pair.weight = "heavy"
print(pair.weight)
try:
    raise Named(0.5)
except Named as e:
    e.level *= 3
    e.note = 2.5
    print(e.level, vars(e))


# many attributes
class Wide:
    pass


wide = Wide()
for k in range(150):
    setattr(wide, "a%d" % k, k / 2)
print(sum(getattr(wide, "a%d" % k) for k in range(150)), len(vars(wide)), wide.a63, wide.a64, wide.a149)
second = Wide()
for k in range(150):
    setattr(second, "a%d" % k, k / 2)
for k in range(0, 150, 7):
    setattr(second, "a%d" % k, str(k))
print(second.a63, second.a70, second.a71, second.a0, second.a149)
del second.a149
del second.a3
print(len(vars(second)), hasattr(second, "a3"), second.a4)
huge = Wide()
for k in range(400):
    setattr(huge, "b%d" % k, float(k))
print(sum(vars(huge).values()), huge.b399)


class Fixed:
    def __init__(self):
        self.a0 = 0.5; self.a1 = 1.5; self.a2 = 2.5; self.a3 = 3.5; self.a4 = 4.5; self.a5 = 5.5
        self.a6 = 6.5; self.a7 = 7.5; self.a8 = 8.5; self.a9 = 9.5; self.a10 = 10.5; self.a11 = 11.5


for round in range(4):
    f = Fixed()
    f.a3 = round
    f.a7 = None
    f.a3 = 1.0
    print(f.a2, f.a3, f.a4, f.a7, f.a11, list(vars(f).values()))


@dataclass
class Vector:
    x: float
    y: float = 0.0
    z: float = field(default=1.0)

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)


@dataclass(frozen=True, order=True)
class Key:
    weight: float
    name: str = "key"


v = Vector(1.5) + Vector(1, 2, 3)
print(v, v == Vector(2.5, 2.0, 4.0), v == Vector(2.5, 2, 4), replace(v, y=9.5), asdict(v), astuple(v), [f.name for f in fields(v)])
v.x = 3
print(v, copy.deepcopy(v))
k = Key(0.5)
try:
    k.weight = 1.0
except Exception as e:
    print(type(e).__name__, e)
print(k, hash(k) == hash(Key(0.5)), k < Key(0.75), sorted([Key(2.0), Key(1), Key(1.5)]), {k: 1}[Key(0.5)])


# functions that set attributes of many kinds of objects
def set_all(targets, value):
    for t in targets:
        t.level = value
    return [t.level for t in targets]


class A: pass
class B: level = 0
class C:
    level = property(lambda self: self._l, lambda self, v: setattr(self, "_l", v))


def function(): pass


targets = [A(), B(), C(), function, A, A(), B()]
for value in (0.5, 1, 2.5, None, 3.5, "s", 4.5, 5.5):
    print(set_all(targets, value))
a = A()
a.level = 0.5
a.other = a
a.more = a.level
print(a.other.other.level, a.more)
