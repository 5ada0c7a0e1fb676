from enum import Enum, IntEnum, StrEnum, auto, unique


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1

    def describe(self):
        return f"{self.name}={self.value}"

    @property
    def lower(self):
        return self.name.lower()

    @classmethod
    def default(cls):
        return cls.GREEN


print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color["GREEN"], Color.CRIMSON, Color.CRIMSON is Color.RED)
print(list(Color), len(Color), list(Color.__members__), list(reversed(Color)), Color, type(Color.RED))
print(Color.RED.describe(), Color.RED.lower, Color.default(), Color.RED == Color.RED, Color.RED != Color.GREEN, Color.RED == 1)
print(isinstance(Color.RED, Color), Color.RED in Color, {Color.RED: "r"}[Color(1)], f"{Color.RED}", f"{Color.RED:>12}|", "%s" % Color.RED, [Color.RED])


class Auto(Enum):
    A = auto()
    B = auto()
    C = 10
    D = auto()


print([(m.name, m.value) for m in Auto])


class Num(IntEnum):
    ONE = 1
    TWO = 2


print(Num.ONE, repr(Num.ONE), Num.ONE + 1, Num.TWO > Num.ONE, Num.ONE == 1, f"{Num.TWO}", "%d" % Num.TWO, sorted([Num.TWO, Num.ONE]), [10, 20, 30][Num.ONE])


class S(StrEnum):
    HELLO = auto()
    BYE = "bye!"


print(S.HELLO, repr(S.HELLO), S.BYE.upper(), S.HELLO == "hello", f"{S.BYE}", S("hello"))


class Mixed(str, Enum):
    A = "a"


print(Mixed.A, repr(Mixed.A), f"{Mixed.A}", Mixed.A == "a", Mixed.A.upper(), "%s" % Mixed.A, Mixed("a"))
for x in Color:
    match x:
        case Color.RED:
            print("red")
        case Color.GREEN:
            print("green")
try:
    @unique
    class Dup(Enum):
        A = 1
        B = 1
        C = 1
except ValueError as e:
    print(e)
