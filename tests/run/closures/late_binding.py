# Closures capture variables, not values.
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
gs = []
for j in range(3):
    gs.append(lambda: j)
print([g() for g in gs])
j = 99
print([g() for g in gs])
hs = [lambda i=i: i for i in range(3)]
print([h() for h in hs])


def make():
    out = []
    for k in range(3):
        def f():
            return k
        out.append(f)
    k = "last"
    return out


print([f() for f in make()])
