# Targets of with: tuple, attribute, subscript, starred.
class Give:
    def __init__(self, v):
        self.v = v

    def __enter__(self):
        return self.v

    def __exit__(self, *a):
        return None


class O:
    pass


o, d = O(), {}
with Give((1, 2)) as (a, b), Give("x") as o.attr, Give("y") as d["k"], Give([1, 2, 3]) as [first, *rest]:
    print(a, b, o.attr, d, first, rest)
try:
    with Give((1, 2, 3)) as (a, b):
        pass
except ValueError as e:
    print(e)
