# __hash__ and __eq__ decide dict and set membership.
class P:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, o):
        return isinstance(o, P) and (self.x, self.y) == (o.x, o.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __repr__(self):
        return f"P{self.x, self.y}"


d = {P(1, 2): "a"}
d[P(1, 2)] = "b"
print(d, P(1, 2) in d, len({P(0, 0), P(0, 0), P(1, 0)}), d.get(P(2, 1)))


class Same:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 5

    def __eq__(self, o):
        return self.n == o.n


s = {Same(i % 3) for i in range(9)}
print(len(s), [x.n for x in s], hash(Same(1)))


class Five:
    def __eq__(self, o):
        return o == 5

    def __hash__(self):
        return hash(5)


print(5 in {Five()}, {5: "int"}[Five()], Five() in [5], hash(Five()))


class Unhashable:
    __hash__ = None


class Inherit(P):
    pass


class Redefined(P):
    def __eq__(self, o):
        return False


print(Inherit(1, 2) in d)
for bad in (Unhashable(), Redefined(1, 2)):
    try:
        {bad}
    except TypeError as e:
        print(e)


class Big:
    def __hash__(self):
        return 2 ** 80


print(hash(Big()) == hash(2 ** 80), hash(-1), hash(-2), hash(True), hash(1.0), hash(2 ** 61 - 1), hash(0.5))
print(hash(10 ** 20))
