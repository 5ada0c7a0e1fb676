# Captured parameters, reassigned ones, *args and **kwargs in closures.
def f(a, *args, k=1, **kw):
    def show():
        return a, args, k, kw
    first = show()
    a = "changed"
    return first, show()


print(f(1, 2, k=3, z=4))


def power(n):
    return lambda x: x ** n


sq, cube = power(2), power(3)
print(sq(5), cube(5))
print(sq.__closure__[0].cell_contents, sq.__code__.co_freevars)


def loop():
    fs = []
    for i in range(3):
        def make(i):
            return lambda: i
        fs.append(make(i))
    return [g() for g in fs]


print(loop())
