"""Special methods that call themselves: RecursionError wherever it happens."""
import copy


class Recursive:
    def __repr__(self): return repr(self)
    def __str__(self): return str(self)
    def __eq__(self, other): return self == other
    def __hash__(self): return hash(self)
    def __lt__(self, other): return self < other
    def __getattr__(self, name): return getattr(self, name)
    def __iter__(self): return iter(self)
    def __next__(self): return next(self)
    def __len__(self): return len(self)
    def __bool__(self): return bool(self)
    def __index__(self): return [1][self]
    def __getitem__(self, i): return self[i]
    def __contains__(self, x): return x in self
    def __add__(self, other): return self + other
    def __radd__(self, other): return other + self
    def __neg__(self): return -self
    def __abs__(self): return abs(self)
    def __pow__(self, other): return self ** other
    def __format__(self, spec): return format(self, spec)
    def __int__(self): return int(self)
    def __float__(self): return float(self)
    def __reversed__(self): return reversed(self)
    def __deepcopy__(self, memo): return copy.deepcopy(self)
    def __bytes__(self): return bytes(self)
    def __dir__(self): return dir(self)
    def __round__(self, n=None): return round(self)
    def __call__(self): return self()
    @property
    def p(self): return self.p


class Attributes:
    def __getattribute__(self, name): return getattr(self, name)
    def __setattr__(self, name, value): setattr(self, name, value)
    def __delattr__(self, name): delattr(self, name)


class CallsAnObject: pass


CallsAnObject.__call__ = CallsAnObject()


class Missing(dict):
    def __missing__(self, key): return self[key]


class Made:
    def __new__(cls): return cls()


class Ready:
    def __init__(self): Ready()


class Meta(type):
    def __call__(cls): return cls()
    def __instancecheck__(cls, x): return isinstance(x, cls)
    def __subclasscheck__(cls, x): return issubclass(x, cls)


class WithMeta(metaclass=Meta): pass


class Item:
    def __class_getitem__(cls, k): return cls[k]


def attempt(label, function):
    try:
        result = function()
    except RecursionError as e:
        print(label, "RecursionError", "depth exceeded" in str(e))
    else:
        print(label, type(result).__name__)


r, a = Recursive(), Attributes()
attempt("repr", lambda: repr(r))
attempt("str", lambda: str(r))
attempt("f-string", lambda: f"{r!r}")
attempt("percent", lambda: "%s" % r)
attempt("eq", lambda: r == 1)
attempt("eq of lists", lambda: [r] == [Recursive()])
attempt("in a list", lambda: r in [Recursive()])
attempt("index", lambda: [r].index(Recursive()))
attempt("hash", lambda: hash(r))
attempt("key", lambda: {r: 1})
attempt("lt", lambda: r < r)
attempt("sorted", lambda: sorted([r, r]))
attempt("max", lambda: max(r, r))
attempt("attribute", lambda: r.missing)
attempt("property", lambda: r.p)
attempt("iter", lambda: [x for x in r])
attempt("next", lambda: next(r))
attempt("len", lambda: len(r))
attempt("bool", lambda: not r)
attempt("subscript", lambda: [1, 2][r])
attempt("item", lambda: r[1])
attempt("contains", lambda: 1 in r)
attempt("add", lambda: r + 1)
attempt("radd", lambda: 1 + r)
attempt("sum", lambda: sum([r]))
attempt("neg", lambda: -r)
attempt("abs", lambda: abs(r))
attempt("pow", lambda: r ** 2)
attempt("format", lambda: "{}".format(r))
attempt("int", lambda: int(r))
attempt("float", lambda: float(r))
attempt("reversed", lambda: reversed(r))
attempt("deepcopy", lambda: copy.deepcopy(r))
attempt("bytes", lambda: bytes(r))
attempt("dir", lambda: dir(r))
attempt("round", lambda: round(r))
attempt("call", lambda: r())
attempt("getattribute", lambda: a.x)
attempt("setattr", lambda: setattr(a, "x", 1))
attempt("delattr", lambda: delattr(a, "x"))
attempt("call of an object", lambda: CallsAnObject()())
attempt("missing", lambda: Missing()[1])
attempt("new", lambda: Made())
attempt("init", lambda: Ready())
attempt("call of a class", lambda: WithMeta())
attempt("isinstance", lambda: isinstance(1, WithMeta))
attempt("issubclass", lambda: issubclass(int, WithMeta))
attempt("class_getitem", lambda: Item[1])
attempt("key function", lambda: (lambda f: f(f))(lambda f: sorted([1, 2], key=lambda x: f(f))))
attempt("map", lambda: (lambda f: f(f))(lambda f: list(map(lambda x: f(f), [1]))))
attempt("comprehension", lambda: (lambda f: f(f))(lambda f: [f(f) for x in [1]]))
attempt("generator", lambda: (lambda f: f(f))(lambda f: sum(f(f) for x in [1])))
