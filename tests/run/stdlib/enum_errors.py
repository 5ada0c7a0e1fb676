from enum import Enum, Flag, IntEnum, StrEnum, auto


class Color(Enum):
    RED = 1
    BLUE = 2


class Perm(Flag):
    R = 1
    W = 2


def extend():
    class More(Color):
        GREEN = 3


def duplicate():
    class D(Enum):
        A = 1
        A = 2


def str_value():
    class D(StrEnum):
        A = 1


def sunder():
    class D(Enum):
        _bad_ = 1


for call in (
    lambda: Color(9), lambda: Color("RED"), lambda: Color["PINK"], lambda: Color.PINK, lambda: setattr(Color, "RED", 3),
    lambda: delattr(Color, "RED"), lambda: setattr(Color.RED, "value", 3), lambda: setattr(Color.RED, "name", 3),
    extend, duplicate, str_value, sunder, lambda: Color.RED < Color.BLUE, lambda: Color(), lambda: Enum(1),
    lambda: Perm(8), lambda: Perm("x"), lambda: Perm.R | 1, lambda: Color([1]),
):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
