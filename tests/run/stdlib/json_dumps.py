import json
from collections import OrderedDict, namedtuple
from enum import IntEnum

data = {"name": "Ann", "n": [1, 2.5, -0.0, 1e100, True, None], "nested": {"a": [], "b": {}, "c": [{}]}, "t": (1, (2,))}
print(json.dumps(data))
print(json.dumps(data, indent=2))
print(json.dumps(data, indent="--", sort_keys=True))
print(json.dumps(data, separators=(",", ":")), json.dumps([1, 2], indent=0), json.dumps([1, {"a": 2}], indent=1, separators=(", ", " = ")))
print(json.dumps("é\u2028\U0001F600\"\\\n\t\x01/\x7f"), json.dumps("é\u2028\"\n\x01", ensure_ascii=False))
print(json.dumps({1: 1, 2.5: 2, True: 3, None: 4, "s": 5}), json.dumps({(1, 2): 1, "a": 2}, skipkeys=True))
print(json.dumps(float("nan")), json.dumps([float("inf"), -float("inf")]), json.dumps(10**25), json.dumps(""), json.dumps(None))


class N(IntEnum):
    A = 3


P = namedtuple("P", "x y")
print(json.dumps([N.A, P(1, 2)]), json.dumps(OrderedDict([("z", 1), ("a", 2)])), json.dumps({N.A: 1}))


class Enc(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set):
            return sorted(o)
        if isinstance(o, complex):
            return {"re": o.real, "im": o.imag}
        return super().default(o)


print(json.dumps({"s": {3, 1}, "c": 1 + 2j}, cls=Enc, indent=1), Enc().encode([{1}]))
print(json.dumps([object], default=lambda o: o.__name__), list(json.JSONEncoder().iterencode([1]))[0][:1])
loop = []
loop.append(loop)
for call in (lambda: json.dumps({1, 2}), lambda: json.dumps(loop), lambda: json.dumps({(1,): 2}), lambda: json.dumps(float("nan"), allow_nan=False),
             lambda: json.dumps(b"x"), lambda: json.dumps({"a": object}, cls=Enc), lambda: json.dumps({"a": 1, 2: 3}, sort_keys=True)):
    try:
        print(call())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
