# Every binary operator dispatches to its dunder method.
class Op:
    def __init__(self, name):
        self.name = name


def make(sym):
    def method(self, other):
        return f"{self.name} {sym} {other}"
    return method


for dunder, sym in {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**",
                    "matmul": "@", "and": "&", "or": "|",
                    "xor": "^", "lshift": "<<", "rshift": ">>", "divmod": "divmod"}.items():
    setattr(Op, f"__{dunder}__", make(sym))
a = Op("a")
print(a + 1, a - 2, a * 3, a / 4, a // 5, a % 6, a ** 7, a @ 8, sep="; ")
print(a & 1, a | 2, a ^ 3, a << 4, a >> 5, divmod(a, 6), pow(a, 7), sep="; ")
