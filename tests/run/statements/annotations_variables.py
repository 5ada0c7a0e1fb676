# Annotated assignments at module, class and function level.
x: int = 5
y: str
z: "list[int]" = [1]
print(x, z, __annotations__)
print("y" in globals())


class C:
    a: int = 1
    b: "str"
    c: float = 2.5


print(C.__annotations__, C.a, hasattr(C, "b"))


def f(a: int, b: str = "s", *args: float, c: bool = True, **kw: dict) -> list:
    local: undefined_name = 3
    other: int
    return [a, b, local]


print(f.__annotations__)
print(f(1))
(p): int = 3
C.a: int = 7
d = {}
d["k"]: int = 4
print(p, C.a, d, sorted(__annotations__))
