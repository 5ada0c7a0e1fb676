# Attribute, method and instantiation sites that meet many classes, and classes that change under them.
class Base:
    def __init__(self, value):
        self.value = value

    def area(self):
        return self.value


def make(k):
    class Made(Base):
        def __init__(self, value):
            super().__init__(value)
            for i in range(k % 5):
                setattr(self, f"extra{i}", i)
            self.last = k

        def area(self):
            return super().area() * (k + 1)

        def kind(self):
            return k

    return Made


classes = [make(k) for k in range(40)]


def visit(items):
    total = 0
    for item in items:
        total += item.area() + item.value
        item.value += 1
        item.last = item.last + item.kind()
    return total


for count in [1, 2, 3, 7, 16, 20, 40]:
    items = [cls(n) for n, cls in enumerate(classes[:count])]
    print(count, [visit(items) for _ in range(4)], sum(item.last for item in items))


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def norm(self):
        return self.x + self.y


def work(n):
    result = []
    for i in range(n):
        p = Point(i, i + 1)
        result.append(p.norm() + p.x)
    return result


print(work(8))
Point.norm = lambda self: -1
print(work(3))
Point.x = property(lambda self: 100, lambda self, value: None)
print(work(3))
del Point.x
print(work(3))
old = Point.__init__


def init(self, x, y):
    old(self, y, x)
    self.z = 0


Point.__init__ = init
print(work(3), Point(1, 2).__dict__)


def bad(self, x, y):
    self.x = self.y = 0
    return 5


Point.__init__ = bad
try:
    work(3)
except TypeError as e:
    print(e)
Point.__init__ = old


def new(cls, *args):
    return 7


class Seven(int):
    norm = lambda self: 70
    x = 7


Point.__new__ = lambda cls, x, y: Seven(x)
print(work(3))


class Counted:
    made = []

    def __init__(self, n):
        self.n = n

    def __setattr__(self, name, value):
        Counted.made.append(name)
        object.__setattr__(self, name, value)


def count(n):
    return [Counted(i).n for i in range(n)]


print(count(6), len(Counted.made))
del Counted.__setattr__
print(count(3), len(Counted.made))
Counted.__getattribute__ = lambda self, name: name
print(count(2))
del Counted.__getattribute__
print(count(2))


class Meta(type):
    def __call__(cls, *args):
        made = super().__call__(*args)
        made.tag = "meta"
        return made


class Tagged(metaclass=Meta):
    def __init__(self, n):
        self.n = n


print([Tagged(i).tag for i in range(6)])


class A:
    def __init__(self):
        self.a = 1


class B:
    def __init__(self):
        self.a = 2

    def only(self):
        return "b"


def turn(o):
    o.__class__ = B
    return o.a, o.only()


print([turn(A()) for _ in range(7)])


def missing(o):
    try:
        return o.a
    except AttributeError as e:
        return str(e)


objects = [A() for _ in range(3)]
print([missing(o) for o in objects])
for o in objects:
    del o.a
print([missing(o) for o in objects])
for o in objects:
    o.a = 9
print([missing(o) for o in objects])
