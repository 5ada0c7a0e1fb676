"""Values nested far deeper than the recursion limit, and values that contain themselves."""
import copy


def nested(wrap, depth=20000):
    value = ()
    for _ in range(depth):
        value = wrap(value)
    return value


def attempt(label, function):
    try:
        result = function()
    except Exception as e:
        print(label, type(e).__name__, str(e)[:32])
    else:
        print(label, type(result).__name__)


for name, wrap in (("list", lambda x: [x]), ("tuple", lambda x: (x,)), ("dict", lambda x: {1: x}), ("slice", lambda x: slice(x, None))):
    a, b = nested(wrap), nested(wrap)
    attempt(name + " repr", lambda: repr(a))
    attempt(name + " f-string", lambda: f"{a}")
    attempt(name + " ==", lambda: a == b)
    attempt(name + " <", lambda: a < b)
    attempt(name + " in", lambda: a in [b])
    attempt(name + " copy", lambda: copy.copy(a))
    attempt(name + " deepcopy", lambda: copy.deepcopy(a))
attempt("exception repr", lambda: repr(nested(Exception)))

own = []
own.append(own)
other = []
other.append(other)
print(own, own == own, own in own)
attempt("list ==", lambda: own == other)
attempt("list <", lambda: own < other)
table = {}
table[1] = table
same = {}
same[1] = same
print(table, table == table)
attempt("dict ==", lambda: table == same)
pair = ([],)
pair[0].append(pair)
print(pair)
attempt("hash", lambda: hash(pair))
twin = copy.deepcopy(own)
print(twin, twin is not own, twin[0] is twin)


def count(n):
    if n:
        yield from count(n - 1)
    yield n


attempt("yield from", lambda: list(count(5000)))


def chain(n):
    g = iter([1])
    for _ in range(n):
        g = (x for x in g)
    return g


attempt("generators", lambda: list(chain(5000)))
attempt("isinstance", lambda: isinstance(1, nested(lambda x: (x,))))


def deep(n):
    try:
        deep(n + 1)
    finally:
        pass


attempt("finally", lambda: deep(0))


def again(n):
    try:
        again(n + 1)
    except RecursionError as e:
        raise ValueError("deep") from e


attempt("raise from", lambda: again(0))
chained = None
for i in range(5000):
    e = ValueError(i)
    e.__cause__ = chained
    chained = e
attempt("chain", lambda: copy.copy(chained))
cls = type("C", (), {})
for i in range(500):
    cls = type(f"C{i}", (cls,), {})
attempt("many bases", lambda: cls().missing)
