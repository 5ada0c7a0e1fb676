from types import SimpleNamespace

n = SimpleNamespace(a=1, b="x")
print(n, n.a, n == SimpleNamespace(b="x", a=1), n != SimpleNamespace(), SimpleNamespace())
n.c = [1]
del n.a
print(n, vars(n), hasattr(n, "a"))
n.me = n
print(n)
try:
    n.zzz
except AttributeError as e:
    print(e)
try:
    hash(n)
except TypeError as e:
    print(type(e).__name__)


class Sub(SimpleNamespace):
    pass


print(Sub(x=1), SimpleNamespace(**{"k": 2}))
