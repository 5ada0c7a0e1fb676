# Unary operators and conversions: neg, pos, invert, abs, int, float, complex, index, round, trunc, floor, ceil.
import math


class N:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"
    def __abs__(self): return "abs"
    def __int__(self): return 7
    def __float__(self): return 2.5
    def __complex__(self): return 1j
    def __index__(self): return 2
    def __round__(self, n=None): return f"round {n}"
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"


n = N()
print(-n, +n, ~n, abs(n), int(n), float(n), complex(n), round(n), round(n, 3), math.trunc(n), math.floor(n))
print(math.ceil(n))
print([10, 20, 30][n], "abc"[n], hex(n), bin(n), oct(n), list(range(n)), [1] * n, "ab" * n, [1, 2, 3][n:])
print(chr(N.__index__(n) + 63), bytes(n), 1 << n.__index__())
print(math.sqrt(n), "%d" % n, "%.1f" % n, f"{float(n):.2f}", divmod(7, int(n)))


class Bad:
    def __int__(self): return "x"
    def __float__(self): return 1
    def __index__(self): return 1.5
    def __bool__(self): return 1
    def __len__(self): return "x"
    def __str__(self): return 5
    def __repr__(self): return None
    def __hash__(self): return "h"
    def __iter__(self): return 1
    def __contains__(self, x): return "truthy"
    def __format__(self, s): return 3
    def __bytes__(self): return "s"


b = Bad()
for f in (lambda: int(b), lambda: float(b), lambda: [1][b], lambda: bool(b), lambda: len(b), lambda: str(b),
          lambda: repr(b), lambda: hash(b), lambda: iter(b),
          lambda: 1 in b, lambda: f"{b}", lambda: format(b), lambda: bytes(b)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
