# Subclasses of dict: __missing__, overridden methods, constructor, repr, equality.
class Counter(dict):
    def __missing__(self, key):
        return 0


class Upper(dict):
    def __setitem__(self, k, v):
        super().__setitem__(k.upper(), v)

    def __getitem__(self, k):
        return super().__getitem__(k.upper())


c = Counter()
for ch in "abca":
    c[ch] += 1
print(c, c["zzz"], "zzz" in c, c.get("zzz"), type(c).__name__, isinstance(c, dict), c == {"a": 2, "b": 1, "c": 1})
u = Upper(a=1)
u["b"] = 2
u.update(c=3)
print(u, u["B"], u["b"], len(u), sorted(u))
try:
    u["a"]
except KeyError as e:
    print(repr(e))


class Attr(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name, v):
        self[name] = v


a = Attr(x=1)
a.y = 2
print(a.x, a.y, a, {**a}, dict(a), hasattr(a, "z"))
print(Counter(a=1) | {"b": 2}, type(Counter(a=1) | {"b": 2}).__name__, type(Counter(a=1).copy()).__name__)
