from functools import partial, partialmethod


def f(*args, **kw):
    return args, kw


p = partial(f, 1, a=2)
print(p(3, b=4), p(a=5), p.func is f, p.args, p.keywords)
q = partial(p, 9, c=1)
print(q(), q.func is f)
print(partial(int, base=2)("101"), partial(print, "a", sep="-"))
print(repr(partial(max, 1, key=None)))


class P(partial):
    pass


print(type(P(f)).__name__, P(len)([1, 2]))
try:
    partial(3)
except TypeError as e:
    print(e)
try:
    partial()
except TypeError as e:
    print(type(e).__name__)


class Cell:
    def __init__(self):
        self.alive = False

    def set_state(self, state):
        self.alive = state

    on = partialmethod(set_state, True)


c = Cell()
c.on()
print(c.alive)
