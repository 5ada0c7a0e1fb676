from dataclasses import dataclass, field, fields, is_dataclass
from typing import ClassVar, List


@dataclass
class Point:
    x: int
    y: int = 0


@dataclass
class Many:
    a: int
    b: str
    c: float = 1.5
    d: List[int] = field(default_factory=list)
    e: int = field(default=7, repr=False)
    kind: ClassVar[str] = "many"


p = Point(1)
print(p, Point(1, 2), Point(y=5, x=3), p == Point(1, 0), p == Point(2), p != (1, 0))
m = Many(1, "b")
m.d.append(3)
print(m, Many(1, "b"), m.e, Many.kind, m.__dict__)
print([(f.name, f.type) for f in fields(Many)], is_dataclass(Point), is_dataclass(p), is_dataclass(3))
print(Point.__match_args__, Point.__doc__, Many.__doc__)
print(Point.__hash__, Point.y, hasattr(Point, "x"))
match p:
    case Point(x, y):
        print("matched", x, y)


def make():
    @dataclass
    class Local:
        v: int
    return Local


print(make()(3))
nan = float("nan")
print(Point(nan) == Point(nan), Point(nan) == Point(float("nan")))
