# An object that something still refers to is not finalized before the end.
class Resource:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("release", self.name)

    def method(self):
        return self.name


class Leaking:
    all = []

    def __init__(self, name):
        self.name = name
        Leaking.all.append(self)

    def __del__(self):
        print("release", self.name)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass


def numbers(name):
    try:
        yield 1
        yield 2
    finally:
        print("close", name)


def make():
    r = Resource("returned")
    return r


def closure():
    r = Resource("closure")
    return lambda: r.name


def stored(into):
    r = Resource("stored")
    into.append(r)


def started():
    g = numbers("returned")
    next(g)
    return g


def passed(g):
    for x in g:
        break
    return next(g)


made = make()
get = closure()
items = []
stored(items)
bound = Resource("bound").method
alias = Resource("alias")
other = alias
del alias
leaking = Leaking("leaking")
del leaking
with Leaking("with") as w:
    pass
del w
tup = (Resource("tuple"), 1)
first, second = tup
del first
chosen = max([Resource("max")], key=lambda r: r.name)
default = next(iter(()), Resource("default"))
g = started()
held = numbers("held")
print(passed(held))
pairs = enumerate(numbers("pairs"))
print(next(pairs))
cond = Resource("left") if items else Resource("right")
named = (inner := Resource("named"))
del inner
print(made.name, get(), items[0].name, bound(), other.name, len(Leaking.all), tup[0].name, chosen.name, default.name)
print(next(g), next(pairs), cond.name, named.name)
for r in [made, other, *items, *Leaking.all, tup[0], chosen, default, cond, named]:
    r.name = "end"
g.close()
held.close()
del pairs
