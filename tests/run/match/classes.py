# Class patterns: keyword and positional attributes, __match_args__, built-in types.
class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Named:
    def __init__(self, name):
        self.name = name


def f(v):
    match v:
        case Point(0, 0):
            return "origin"
        case Point(x, 0) | Point(0, x):
            return f"on axis {x}"
        case Point(x=px, y=py) if px == py:
            return f"diagonal {px}"
        case Point(x, y=-1):
            return f"y is -1, x {x}"
        case Point():
            return "some point"
        case Named(name="bob" | "eve" as who):
            return f"known {who}"
        case Named(name=n):
            return f"unknown {n}"
        case bool(b):
            return f"bool {b}"
        case int(i) | float(i):
            return f"number {i}"
        case str(s):
            return f"str {s}"
        case list([a, b]):
            return f"list of two {a} {b}"
        case dict({"k": k}):
            return f"dict k={k}"
        case tuple() | set() | frozenset():
            return "container"
        case _:
            return "?"


for v in (Point(0, 0), Point(3, 0), Point(0, 4), Point(5, 5), Point(7, -1), Point(1, 2), Named("eve"), Named("zed"),
          True, 3, 2.5, "s", [1, 2], [1],
          {"k": 1}, (1,), {1}, None, b"x"):
    print(f(v))
