# An object that one variable refers to is finalized when the variable is deleted, bound again or left.
class Resource:
    count = 0

    def __init__(self, name):
        self.name = name
        Resource.count += 1
        print("acquire", name)

    def __del__(self):
        Resource.count -= 1
        print("release", self.name)

    def use(self, x=1):
        return f"{self.name}:{x}"

    def __repr__(self):
        return f"<{self.name}>"

    def __eq__(self, other):
        return self.name == other

    def __getitem__(self, index):
        return index * 2

    @property
    def upper(self):
        return self.name.upper()


class Special(Resource):
    def __init__(self, name):
        super().__init__(name)
        self.parts = [name]

    def __del__(self):
        print("special", self.parts)
        super().__del__()


def numbers(name):
    try:
        yield 1
        yield 2
    finally:
        print("close", name)


def leave():
    x = Resource("x")
    y = Special("y")
    print("in function", x.use(2), y.parts)
    return x.name + y.name


def early(flag):
    v = Resource("v")
    if flag:
        return "early"
    print("late")


def handles():
    t = Resource("t")
    try:
        raise ValueError("v")
    except ValueError as e:
        print("caught", e, t.name)
    finally:
        print("finally")


def generators():
    g = numbers("local")
    print(next(g))


a = Resource("a")
print(a.name, a.use(), a, f"{a}", a[2], a == "a", a.upper, isinstance(a, Resource), a is None)
del a
print("after del")
b = Resource("b")
b = None
print("after None")
c = Resource("c1")
c = Resource("c2")
c = 5
print(leave(), early(True), early(False), handles())
Resource("statement")
print(Resource("method").use(), Resource("attribute").name, Resource("printed"))
for i in range(3):
    it = Resource(i)
    print("turn", i)
del it
s = Special("s")
s.parts.append(1)
del s
g = numbers("global")
next(g)
del g
generators()
g = numbers("unstarted")
del g
print(Resource.count)
