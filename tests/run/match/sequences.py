# Sequence patterns: exact length, star, nested, tuples and lists alike; strings are not sequences.
def f(x):
    match x:
        case []:
            return "empty"
        case [one]:
            return f"one {one!r}"
        case [1, 2]:
            return "one two"
        case [first, [a, b], *_]:
            return f"nested {first} {a} {b}"
        case [first, *middle, last] if first == last:
            return f"same ends {middle}"
        case (1, *rest):
            return f"starts with 1: {rest}"
        case [*init, 9]:
            return f"ends with 9: {init}"
        case [*everything]:
            return f"all {everything}"
        case str():
            return "string"
        case _:
            return "no sequence"


class Seq:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        return (1, 2)[i]


for v in ([], (), [5], ("x",), [1, 2], (1, 2), [0, [1, 2]], [0, (1, 2), 3, 4], [7, 8, 7], (1, 5, 6), [2, 3, 9], [2, 3],
          "ab", "", b"xy", {1, 2},
          {1: 2}, range(3), range(0), 5, None, Seq(), bytearray(b"q")):
    print(repr(v) if not isinstance(v, Seq) else "Seq", "->", f(v))
