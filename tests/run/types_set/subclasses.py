# Subclasses of set and frozenset: results of operations, attributes, redefined methods.
class Tagged(set):
    def __init__(self, items=(), tag=None):
        super().__init__(items)
        self.tag = tag

    def __repr__(self):
        return "Tagged(%s, %r)" % (sorted(self), self.tag)


class Frozen(frozenset):
    def __new__(cls, items=(), extra=0):
        self = super().__new__(cls, items)
        self.extra = extra
        return self


class Plain(set):
    pass


t = Tagged([3, 1, 2], tag="x")
print(t, t.tag, len(t), 2 in t, t == {1, 2, 3}, isinstance(t, set))
for r in (t | {9}, t & {1, 9}, t - {1}, t ^ {1, 9}, t.union([5]), t.intersection([1]), t.difference([1]), t.copy(), {1} | t):
    print(type(r).__name__, sorted(r), hasattr(r, "tag"))
t |= {7}
print(type(t).__name__, t, t.tag)
f = Frozen([1, 2], extra=5)
print(f, f.extra, hash(f) == hash(frozenset([1, 2])), f == {1, 2}, {f: 1}[frozenset([2, 1])])
for r in (f | {9}, f & {1}, f.copy(), f.union(), frozenset(f), Frozen(f)):
    print(type(r).__name__, sorted(r))
print(Plain(), Plain([1]), repr(Plain([2])), str(Frozen()), Plain([1]) == Plain([1]))
p = Plain([1])
p.x = 1
print(p.__dict__, p.__reduce__(), Plain([1]).__reduce__())


class Loop(frozenset):
    def __init__(self, items):
        self.me = self


class Holder:
    def __init__(self):
        self.inner = None

    def __repr__(self):
        return repr(self.inner)


h = Holder()
h.inner = {h}
print(h)
h.inner = frozenset([h])
print(h)
h.inner = Plain([h])
print(h)
for make in (lambda: Plain(1, 2), lambda: Plain(x=1), lambda: Frozen(1), lambda: Frozen([1], 2, 3), lambda: Plain(5)):
    try:
        print(make())
    except TypeError as e:
        print(e)
