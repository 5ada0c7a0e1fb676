from dataclasses import dataclass, field, asdict, astuple, replace, make_dataclass, fields
from collections import namedtuple

NT = namedtuple("NT", "p q")


@dataclass
class Inner:
    v: int


@dataclass
class Outer:
    a: Inner
    b: list
    c: dict
    d: tuple = ()
    e: NT = None


o = Outer(Inner(1), [Inner(2), 3], {"k": Inner(4)}, (Inner(5),), NT(Inner(6), 7))
print(asdict(o))
print(astuple(o))
d = asdict(o)
d["b"].append(1)
print(len(o.b))
print(asdict(Inner(1), dict_factory=lambda pairs: pairs))
print(replace(o, d=(1,)).d, replace(Inner(1), v=2))
try:
    replace(Inner(1), w=2)
except TypeError as e:
    print(e)
C = make_dataclass("C", ["x", ("y", int), ("z", int, field(default=5))], namespace={"total": lambda self: self.y + self.z})
c = C("q", 2)
print(c, c.total(), [f.type for f in fields(C)], C.__name__)
for bad in (["1x"], ["class"], ["a", "a"], [(1, 2, 3, 4)]):
    try:
        make_dataclass("D", bad)
    except TypeError as e:
        print(e)


@dataclass
class Node:
    value: int
    children: list = field(default_factory=list)


n = Node(1)
n.children.append(n)
print(n)
f = fields(Node)[1]
print(f.name, f.default_factory is list, f.init, f.metadata)
print(field(metadata={"unit": "cm"}).metadata["unit"])
