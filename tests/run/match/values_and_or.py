# Value patterns (dotted names) compare with ==; or-patterns bind the same names; as-patterns.
import enum
import math


class Color(enum.Enum):
    RED = 1
    BLUE = 2


class Const:
    LIMIT = 10


def f(x):
    match x:
        case Color.RED:
            return "red"
        case Color.BLUE | Const.LIMIT as what:
            return f"blue or limit: {what}"
        case math.inf:
            return "inf"
        case [("a" | "b") as letter, (1 | 2) as digit]:
            return f"{letter}{digit}"
        case {"k": [v] | (v, _)}:
            return f"v={v}"
        case (int() | str()) as scalar:
            return f"scalar {scalar}"
        case _:
            return "none"


for v in (Color.RED, Color.BLUE, 10, float("inf"), ["a", 2], ["c", 1], {"k": [5]}, {"k": (6, 7)}, 3, "s", None):
    print(f(v))
