# Keyword-only parameters after * and after *args.
def f(a, *, b, c=3):
    return a, b, c


def g(*args, sep="-", **kw):
    return args, sep, kw


print(f(1, b=2), f(b=1, a=0, c=2))
print(g(1, 2), g(1, sep="+", x=1), g(sep=2))
print(f.__kwdefaults__, g.__kwdefaults__)
try:
    f(1, 2)
except TypeError as e:
    print(e)
