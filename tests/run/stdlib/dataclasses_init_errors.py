from dataclasses import dataclass, field, KW_ONLY


@dataclass
class One:
    x: int


@dataclass
class Point:
    x: int
    y: int
    z: int = 0


@dataclass
class Five:
    a: int
    b: int
    c: int
    d: int
    e: int = field(default_factory=int)


@dataclass
class Kw:
    a: int
    _: KW_ONLY
    b: int
    c: int = 3


@dataclass
class Empty:
    pass


for call in (
    lambda: One(), lambda: One(1, 2), lambda: One(y=1), lambda: One(1, x=2),
    lambda: Point(), lambda: Point(1), lambda: Point(1, 2, 3, 4), lambda: Point(1, 2, w=3), lambda: Point(1, x=3),
    lambda: Point(y=1), lambda: Five(), lambda: Five(1, 2, 3), lambda: Five(1, 2, 3, 4, 5, 6),
    lambda: Kw(1), lambda: Kw(1, 2), lambda: Kw(1, 2, b=3), lambda: Kw(b=1), lambda: Kw(1, b=2), lambda: Kw(), lambda: Empty(1), lambda: Empty(a=1), lambda: Empty(),
):
    try:
        print(call())
    except TypeError as e:
        print(e)
