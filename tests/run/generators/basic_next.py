# Generator objects: lazy start, next, StopIteration, default of next().
def g():
    print("start")
    yield 1
    print("middle")
    yield 2
    print("end")


it = g()
print("created", type(it).__name__, iter(it) is it)
print(next(it))
print(next(it))
try:
    next(it)
except StopIteration as e:
    print("stop", e.value, e.args)
try:
    next(it)
except StopIteration as e:
    print("stop again", repr(e))
print(next(it, "default"), list(it))
