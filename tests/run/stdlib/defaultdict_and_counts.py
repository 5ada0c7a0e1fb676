# defaultdict: the factory, copies, unions, errors; Counter's counting loop.
from collections import Counter, defaultdict
import copy

d = defaultdict(list)
for word in "the quick brown fox jumps over the lazy dog the end".split():
    d[len(word)].append(word)
print(d, dict(d), d.default_factory, len(d), 99 in d, d.get(99), d[99], 99 in d)
print(defaultdict(int, a=1), defaultdict(None, {1: 2}), defaultdict(), defaultdict(list, [(1, 2)], b=3), repr(defaultdict(lambda: 0))[:24])
c = d.copy()
print(type(c).__name__, c == d, c.default_factory, copy.copy(d) == d, copy.deepcopy(d)[3] is d[3])
print(defaultdict(list, {1: [2]}) | {2: 3}, {2: 3} | defaultdict(list, {1: [2]}))
d = defaultdict(int, x=1)
d |= {"y": 2}
d["z"] += 5
print(d, sorted(d), d.setdefault("w", 7), d.pop("x"))
d.default_factory = None
try:
    d["none"]
except KeyError as e:
    print(e)
d.default_factory = str
print(repr(d["new"]), d.__missing__("m"), d)


class Tree(defaultdict):
    def __init__(self):
        super().__init__(Tree)


t = Tree()
t["a"]["b"]["c"] = 1
print(t, type(t["x"]).__name__)


class Keyed(defaultdict):
    def __missing__(self, key):
        self[key] = value = key * 2
        return value


k = Keyed()
print(k[3], k["ab"], k)
for f in (
        lambda: defaultdict(1), lambda: defaultdict()[1], lambda: defaultdict(list)[[]], lambda: defaultdict(list, 3),
        lambda: defaultdict(list, {}, {}), lambda: defaultdict(list) | [1], lambda: defaultdict(lambda: 1 // 0)[1], lambda: defaultdict(len)[0],
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(Counter("abracadabra"), Counter([1, 1.0, True, 2]), Counter({"a": 2}) + Counter("ab"))
c = Counter("aab")
c.update("abc")
c.update({"z": 10})
print(c, c["missing"], c.most_common(2))
c["a"] = 2.5
c.update("a")
print(c["a"])
try:
    Counter([[]])
except TypeError as e:
    print(e)
