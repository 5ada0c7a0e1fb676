import copy
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple


class State:
    def __init__(self, n):
        self.n = n
        self.cache = "big"

    def __getstate__(self):
        return {"n": self.n}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self.cache = None


s = copy.copy(State(4))
print(s.n, s.cache)


class Reduced:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def __reduce__(self):
        return Reduced, (self.a, "again")


r = copy.deepcopy(Reduced([1], 2))
print(r.a, r.b)
print(copy.deepcopy(Counter("aab")), copy.copy(OrderedDict(a=[1])), copy.deepcopy(OrderedDict(a=[1])))
d = defaultdict(list, {1: [2]})
e = copy.deepcopy(d)
d[1].append(3)
print(e, e[5], copy.copy(d))
q = deque([[1], 2], maxlen=3)
print(copy.deepcopy(q), copy.copy(q))
NT = namedtuple("NT", "a b")
n = NT([1], 2)
m = copy.deepcopy(n)
print(m, m.a is n.a, copy.copy(n).a is n.a)


class WithNew:
    def __new__(cls, *args):
        self = super().__new__(cls)
        self.made = len(args)
        return self


print(copy.copy(WithNew(1, 2)).made)
