"""Dynamic arithmetic and comparisons with constants: small ints, what leaves them, floats, bools, strings, classes with operators."""


class Odd:
    def __init__(self, name):
        self.name = name

    def __add__(self, other):
        return f"{self.name} + {other}"

    def __sub__(self, other):
        return f"{self.name} - {other}"

    def __mul__(self, other):
        return f"{self.name} * {other}"

    def __mod__(self, other):
        return f"{self.name} % {other}"

    def __floordiv__(self, other):
        return f"{self.name} // {other}"

    def __and__(self, other):
        return f"{self.name} & {other}"

    def __rshift__(self, other):
        return f"{self.name} >> {other}"

    def __isub__(self, other):
        self.name += f" -= {other}"
        return self

    def __imod__(self, other):
        self.name += f" %= {other}"
        return self

    def __lt__(self, other):
        return f"{self.name} < {other}"

    def __eq__(self, other):
        return []


def operations(v):
    yield lambda: v + 1
    yield lambda: v + 2147483647
    yield lambda: v + -2147483648
    yield lambda: v - 1
    yield lambda: v - -5
    yield lambda: v * 3
    yield lambda: v * -7
    yield lambda: v * 0
    yield lambda: v % 10
    yield lambda: v % 1
    yield lambda: v % 8
    yield lambda: v % -8
    yield lambda: v // 10
    yield lambda: v // 8
    yield lambda: v // 1
    yield lambda: v // -3
    yield lambda: v // 0
    yield lambda: v % 0
    yield lambda: v & 255
    yield lambda: v & -4
    yield lambda: v >> 3
    yield lambda: v >> 61
    yield lambda: v >> 0
    yield lambda: v >> -1


def in_place(v):
    a = b = c = d = e = v
    a += 3
    b -= 3
    c *= 3
    d //= 3
    e %= 3
    return a, b, c, d, e


def comparisons(v):
    out = []
    for _ in range(1):
        if v < 3: out.append("<")
        if not v < 3: out.append("not <")
        if v <= 3: out.append("<=")
        if not v <= 3: out.append("not <=")
        if v == 3: out.append("==")
        if not v == 3: out.append("not ==")
        if v != 3: out.append("!=")
        if not v != 3: out.append("not !=")
        if v > -3: out.append(">")
        if not v > -3: out.append("not >")
        if v >= -3: out.append(">=")
        if not v >= -3: out.append("not >=")
        if v is None: out.append("None")
        if v is not None: out.append("not None")
    return " ".join(out)


def attempt(f, *args):
    try:
        return repr(f(*args))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


edge = 1 << 62
values = [0, 1, -1, 3, -3, 7, -8, 9, 123456789, edge - 1, -edge, edge, edge >> 1, 1 << 80, -(1 << 80), True, False, 2.5, -2.5, 3.0,
          float("inf"), float("nan"), -0.0, 2j, "ab", (1, 2), [3], None]
for v in values:
    print(v, [attempt(f) for f in operations(v)], attempt(in_place, v), attempt(comparisons, v))
odd = Odd("odd")
print([attempt(f) for f in operations(odd)])
odd -= 3
odd %= 4
print(odd.name, attempt(comparisons, odd))


def powers(n):
    total = 0
    for i in range(-n, n):
        total = total * 3 % 1000003 + i % 8 - i // 16 + i % 1 + i // 1 + i % 1024 - i // 4611686018427387904
        total ^= i % 4611686018427387904 & 255
    return total


print(powers(100), powers(3000))
