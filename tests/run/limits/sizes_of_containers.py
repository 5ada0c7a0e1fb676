"""Lists, tuples, ranges and iterators of more items than any memory holds."""
import itertools
from collections import deque

from _attempt import attempt

HUGE = 10**15
MAX = 2**63 - 1

attempt("list repeat", lambda: [0] * 10**12)
attempt("list repeat int", lambda: [0] * 10**30)
attempt("list repeat negative", lambda: [0] * -10**15)
attempt("tuple repeat", lambda: (0,) * HUGE)
attempt("tuple repeat max", lambda: (0, 1) * MAX)
attempt("list of a range", lambda: list(range(HUGE)))
attempt("list of a longer range", lambda: list(range(10**30)))
attempt("tuple of a range", lambda: tuple(range(HUGE)))
attempt("len of a range", lambda: len(range(10**30)))
attempt("item of a range", lambda: range(10**30)[10**29])
attempt("index error of a range", lambda: range(10**30)[10**31])
attempt("reversed range", lambda: range(0, 10**30, 10**28)[::-1])
attempt("range at the edge", lambda: list(range(-2**63, 2**63, 2**62)))
attempt("range past the edge", lambda: list(range(2**63 - 5, 2**63 - 1, 3)))
attempt("range down past the edge", lambda: list(range(-2**63 + 5, -2**63, -3)))
attempt("sum past the edge", lambda: sum(range(2**63 - 3, 2**63 + 3)))
attempt("repeat", lambda: list(itertools.repeat(1, 2**62)))
attempt("repeat int", lambda: itertools.repeat(1, 10**30))
attempt("product", lambda: itertools.product("ab", repeat=10**30))
attempt("combinations", lambda: list(itertools.combinations([1, 2], 10**6)))
attempt("with replacement", lambda: next(itertools.combinations_with_replacement([1, 2], 2**62)))
attempt("with replacement int", lambda: itertools.combinations_with_replacement([1, 2], 10**30))
attempt("tee", lambda: itertools.tee([1], 2**62))
attempt("islice", lambda: list(itertools.islice([1], 2**62, MAX, 2**62)))
attempt("insert", lambda: [1].insert(10**30, 2))
attempt("pop", lambda: [1].pop(10**30))
attempt("pop least", lambda: [1].pop(-2**63))
attempt("deque rotate", lambda: deque([1, 2, 3]).rotate(10**30))
attempt("deque of a length", lambda: deque([1, 2, 3], 10**30))
attempt("slice", lambda: [1, 2, 3][-10**30:10**30:10**30])
attempt("indices", lambda: slice(10**30, -10**30, 10**29).indices(10**40))


class Hint:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter([1, 2])

    def __length_hint__(self):
        if isinstance(self.hint, type):
            raise self.hint("no hint")
        return self.hint


for hint in (0, 1, 2**62, 10**30, -1, "2", NotImplemented, TypeError, ValueError):
    for kind in (list, tuple, bytes, bytearray, set, sorted):
        attempt(f"{kind.__name__} of {hint}", kind, Hint(hint))


class Length:
    def __init__(self, length):
        self.length = length

    def __len__(self):
        return self.length

    def __getitem__(self, i):
        raise IndexError


for length in (0, 5, 2**62, 10**30, -1, "2"):
    attempt(f"list of {length}", list, Length(length))
    attempt(f"reversed of {length}", lambda: list(reversed(Length(length))))
