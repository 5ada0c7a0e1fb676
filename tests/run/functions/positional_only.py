# Positional-only parameters; the same names may appear in **kwargs.
def f(a, b=2, /, c=3, *, d=4):
    return a, b, c, d


def g(a, /, **kw):
    return a, kw


print(f(1), f(1, 5, 6), f(1, c=7, d=8))
print(g(1, a=2, b=3))
for call in (lambda: f(), lambda: f(a=1), lambda: f(1, b=2), lambda: f(1, 2, 3, 4)):
    try:
        call()
    except TypeError as e:
        print(e)
