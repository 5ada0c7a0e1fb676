from enum import Enum, IntEnum, auto, member, nonmember
from dataclasses import dataclass


class Planet(Enum):
    MERCURY = (3.303e+23, 2.4397e6)
    EARTH = (5.976e+24, 6.37814e6)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def gravity(self):
        return 6.67300E-11 * self.mass / (self.radius * self.radius)


print(Planet.EARTH.value, Planet.EARTH.mass, round(Planet.EARTH.gravity, 3), Planet((3.303e+23, 2.4397e6)))


class Coord(bytes, Enum):
    def __new__(cls, value, label):
        obj = bytes.__new__(cls, [value])
        obj._value_ = value
        obj.label = label
        return obj

    PX = (0, "P.X")
    PY = (1, "P.Y")


print(Coord.PY, Coord.PY.label, Coord(1), Coord.PX.value)


class Lenient(Enum):
    YES = "yes"
    NO = "no"

    @classmethod
    def _missing_(cls, value):
        for m in cls:
            if m.value == str(value).lower():
                return m
        return None


print(Lenient("YES"))
try:
    Lenient("maybe")
except ValueError as e:
    print(e)


class Named(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return f"{name.lower()}-{start}-{count}-{last_values}"

    ONE = auto()
    TWO = auto()


print([m.value for m in Named])


class Base(Enum):
    def hello(self):
        return f"hello {self.name}"

    def __str__(self):
        return self.value.title()


class Derived(Base):
    X = "ex"


print(Derived.X.hello(), Derived.X, repr(Derived.X), f"{Derived.X}")


class Funcs(Enum):
    @member
    def f(x):
        return x + 1
    LIMIT = nonmember(5)
    A = 1


print(list(Funcs) == [Funcs.f, Funcs.A], Funcs.f.value(2), Funcs.LIMIT)


class Unhashable(Enum):
    L = [1, 2]
    M = [1, 2]
    N = {"a": 1}


print(list(Unhashable), Unhashable([1, 2]), Unhashable.M)


class Ordered(Enum):
    A = 1
    B = 2

    def __lt__(self, other):
        return self.value < other.value


print(sorted([Ordered.B, Ordered.A]), max(Ordered))


class Op(Enum):
    ADD = "+"
    SUB = "-"

    def __call__(self, a, b):
        return {"+": a + b, "-": a - b}[self.value]


print(Op.ADD(1, 2), Op("-")(5, 3))


class Named2(Enum):
    name = 1
    value = 2


print(Named2.name, Named2.name.name, Named2.value.value, Named2.value.name)


class Tup(tuple, Enum):
    A = (1, 2)


print(Tup.A, Tup.A.value, Tup.A[1])


class Float(float, Enum):
    PI = 3.14


print(Float.PI + 1, repr(Float.PI), f"{Float.PI}")
