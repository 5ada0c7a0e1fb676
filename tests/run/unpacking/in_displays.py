# * and ** in list, tuple, set and dict displays, and in return and subscript.
a = [1, 2]
print([*a, 3, *"xy"], (*a,), (*a, *a), {*a, 2, 3}, {**{"x": 1}, "y": 2, **{"x": 3}})
print([*range(3), *{}, *()], [*[*[1]]])
t = *a, 9
print(t)


def f():
    return *a, 5


def g():
    yield *a, 6


print(f(), next(g()))
d = {(1, 2, 3): "tuple key"}
print(d[*a, 3])
for x in *a, 7:
    print(x, end=" ")
print()
for bad in (lambda: [*5], lambda: {**5}, lambda: {*None}, lambda: (*1,), lambda: {**[1]}):
    try:
        bad()
    except TypeError as e:
        print(e)
