from dataclasses import dataclass, field, InitVar, KW_ONLY
from abc import ABC, abstractmethod


@dataclass
class Base:
    name: str
    tags: list = field(default_factory=list)

    def __post_init__(self):
        self.tags.append("base")


@dataclass
class Child(Base):
    age: int = 0
    total: int = field(init=False)

    def __post_init__(self):
        super().__post_init__()
        self.total = self.age * 2


print(Child("x"), Child("y", ["t"], 4), Child(age=3, name="z"))


@dataclass
class Scaled:
    value: int
    scale: InitVar[int] = 2
    result: int = field(init=False, default=-1)

    def __post_init__(self, scale):
        self.result = self.value * scale


print(Scaled(5), Scaled(5, 10), Scaled(value=1, scale=0))


@dataclass
class Override(Base):
    name: str = "default"


print(Override())


@dataclass(kw_only=True)
class AllKw:
    a: int
    b: int = 2


print(AllKw(a=1), AllKw(b=1, a=0), AllKw.__match_args__)


@dataclass
class Mixed(AllKw):
    c: int
    _: KW_ONLY
    d: int = 9


print(Mixed(5, a=1), Mixed(c=5, a=1, d=0), Mixed.__match_args__, Mixed.__doc__)


@dataclass
class Shape(ABC):
    sides: int

    @abstractmethod
    def area(self):
        ...


@dataclass
class Square(Shape):
    side: float = 1.0

    def area(self):
        return self.side ** 2


print(Square(4, 3.0), Square(4, 3.0).area())
try:
    Shape(3)
except TypeError as e:
    print(e)


@dataclass(slots=True)
class Slotted:
    x: int
    y: int = 3


s = Slotted(1)
print(s, Slotted.__slots__, hasattr(s, "__dict__"))
try:
    s.z = 1
except AttributeError as e:
    print(e)
