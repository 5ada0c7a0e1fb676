# Positional and keyword arguments in any order, with defaults.
def f(a, b, c=3, d=4):
    return a, b, c, d


print(f(1, 2), f(1, b=2), f(b=1, a=2), f(1, 2, d=9), f(d=1, c=2, b=3, a=4))
args = (1, 2)
kwargs = {"d": 8}
print(f(*args, **kwargs), f(*args, 7), f(0, *[1], **{"c": 5}), f(*"ab", *[], **{}, **{"d": 1}))
print(f(*range(4)), f(**dict(a=1, b=2)))
