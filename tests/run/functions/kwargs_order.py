# The order of keyword arguments is kept.
def f(**kw):
    return list(kw.items())


print(f(z=1, a=2, m=3))
print(f(**{"q": 1}, b=2, **{"a": 3}))
print(dict(z=1, y=2, x=3))
