# *args and **kwargs collect, keep order and are fresh objects.
def f(*args, **kwargs):
    return args, kwargs


print(f(), f(1, 2), f(x=1), f(1, *[2, 3], 4, y=2, **{"z": 3}))
print(type(f()[0]).__name__, type(f()[1]).__name__)
d = {"a": 1}
_, kw = f(**d)
kw["b"] = 2
print(d, kw)
t = (1, 2)
print(f(*t)[0] == t)
print(list(f(b=1, a=2, c=3)[1]))


def total(first, *rest, scale=1):
    return (first + sum(rest)) * scale


print(total(1), total(1, 2, 3), total(1, 2, scale=10))


def forward(*a, **k):
    return total(*a, **k)


print(forward(5, 6, scale=2))
print(f(*{"x": 1, "y": 2}), f(*(i for i in range(3))))
