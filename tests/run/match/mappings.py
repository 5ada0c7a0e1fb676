# Mapping patterns: required keys, rest capture, nested, literal and dotted keys.
class K:
    NAME = "name"


def f(x):
    match x:
        case {"type": "point", "x": x, "y": y}:
            return f"point {x} {y}"
        case {"type": "circle", "center": {"x": cx}, **rest}:
            return f"circle {cx} rest {rest}"
        case {K.NAME: str(n)}:
            return f"named {n}"
        case {1: a, -2: b}:
            return f"ints {a} {b}"
        case {"only": _, **nothing} if not nothing:
            return "only"
        case {}:
            return f"some mapping of {len(x)}"
        case _:
            return "no mapping"


for v in ({"type": "point", "x": 1, "y": 2, "z": 3}, {"type": "circle", "center": {"x": 5}, "r": 2, "q": 1},
          {"name": "bob"}, {"name": 5},
          {1: "a", -2: "b"}, {"only": None}, {"only": 1, "more": 2}, {}, [], None, "type"):
    print(f(v))
