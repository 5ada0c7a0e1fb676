# What may be an index: bool, int subclasses, __index__; what may not.
class I:
    def __index__(self):
        return 1


x = [10, 20, 30]
print(x[True], x[False], x[I()], x[I():], x[-I().__index__()], (1, 2)[I()], "ab"[True], x[:I()])
x[I()] = 99
del x[True]
print(x, range(5)[I()], list(range(I(), 5, True)))
for k in (1.0, "1", None, [0], (1,), 1j):
    try:
        x[k]
    except TypeError as e:
        print(e)
for k in (10 ** 30, -10 ** 30):
    try:
        x[k]
    except IndexError as e:
        print(e)
print(x[:10 ** 30], x[-10 ** 30:])
for k in (1.0, "a", [1]):
    try:
        x[k:]
    except TypeError as e:
        print(e)
