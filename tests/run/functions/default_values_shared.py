# Defaults are evaluated once, at definition; mutable ones are shared.
def f(x, acc=[]):
    acc.append(x)
    return acc


print(f(1), f(2), f(3, []), f(4))
n = 10


def g(a=n, b=n * 2):
    return a, b


n = 0
print(g(), g.__defaults__)
funcs = []
for i in range(3):
    def h(i=i):
        return i
    funcs.append(h)
print([fn() for fn in funcs])


def k(a, b=None):
    if b is None:
        b = []
    b.append(a)
    return b


print(k(1), k(2))
