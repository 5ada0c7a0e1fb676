# Set displays of constants: equal ones of a program share one order, that of the first.
a = {33, 1, 65, 97}
b = {97, 65, 33, 1}
print(a, b, list(a) == list(b))
def f():
    return {1, 97, 65, 33}
print(f())
for x in {65, 97, 1, 33}: print(x)
print(set((1,97,65,33)), frozenset([33,1,65]))
c = {33.0, 1, 65, 97}
print(c, {True, 97, 65, 33}, {1, 1, 97, 65, 33}, {97, 65, 33, 1, 1.0})
