from dataclasses import dataclass, field, FrozenInstanceError


@dataclass(frozen=True, order=True)
class Card:
    rank: int
    suit: str = "S"


a, b = Card(3), Card(10, "H")
print(a < b, a <= b, a > b, a >= b, sorted([b, a]), max(a, b))
print(hash(a) == hash(Card(3)), hash(a) == hash((3, "S")), len({a, b, Card(3)}), {a: 1}[Card(3)])
for action in (lambda: setattr(a, "rank", 5), lambda: setattr(a, "new", 5), lambda: delattr(a, "rank")):
    try:
        action()
    except FrozenInstanceError as e:
        print(type(e).__name__, e, isinstance(e, AttributeError))
try:
    a < 3
except TypeError as e:
    print(e)


@dataclass(order=True)
class Item:
    priority: int
    name: str = field(compare=False)


print(Item(1, "b") == Item(1, "a"), Item(1, "z") < Item(2, "a"))
try:
    hash(Item(1, "a"))
except TypeError as e:
    print(e)


@dataclass(unsafe_hash=True)
class U:
    a: int
    b: list = field(default_factory=list, hash=False)


print(hash(U(1)) == hash(U(1, [2])))


@dataclass(eq=False)
class Identity:
    v: int


i = Identity(1)
print(i == Identity(1), i == i, hash(i) == hash(i))


@dataclass(repr=False, init=False)
class Bare:
    x: int = 4


print(Bare().x, "Bare object" in repr(Bare()))
