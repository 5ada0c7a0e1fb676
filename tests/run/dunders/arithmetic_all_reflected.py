# All reflected operators with built-in left operands.
class R:
    pass


def make(name):
    return lambda self, other: f"{name}({other!r})"


for n in (
        "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and", "or", "xor", "lshift", "rshift",
        "divmod",
):
    setattr(R, f"__r{n}__", make("r" + n))
r = R()
print(
    1 + r, 1 - r, 2 * r, 2.5 / r, 7 // r, 7 % r, 2 ** r, [1] @ r, 6 & r, 6 | r, 6 ^ r, 1 << r, 1 >> r, divmod(9, r),
    sep="\n",
)
print("abc" * r, "x" + r, [1] + r, (1,) * r, {1} - r, None + r, sep="\n")
