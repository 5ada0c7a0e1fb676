# super().method(...) where the same code meets several classes, and where what super finds changes.
class Base:
    def __init__(self, x):
        self.x = x

    def name(self):
        return "base"

    @classmethod
    def build(cls, x):
        return cls(x)

    @property
    def twice(self):
        return self.x * 2


class Left(Base):
    def name(self):
        return "left " + super().name()


class Right(Base):
    def name(self):
        return "right " + super().name()


class Both(Left, Right):
    def __init__(self, x, y):
        super().__init__(x)
        self.y = y

    def name(self):
        return "both " + super().name()

    @classmethod
    def build(cls, x):
        return super().build(x, x) if cls is Third else cls(x, -x)

    def later(self, f):
        return super().name(*f())

    def changed(self, f):
        return super().scale(f())

    def text(self):
        return super().__repr__()[:5], super().twice, super().__class__.__name__


class Third(Both):
    def name(self):
        return "third " + super().name()


items = [Left(1), Right(2), Both(3, 4), Third(5, 6)]
for _ in range(5):
    print([item.name() for item in items], [item.x for item in items])
print(Both.build(3).y, Both(1, 2).text(), Both(1, 2).later(tuple))
try:
    Third.build(1)
except TypeError as e:
    print(e)


def swap():
    Left.scale = lambda self, n: n * 1000
    return 2


Right.scale = lambda self, n: n + 1
both = Both(1, 1)
print([both.changed(lambda: n) for n in range(4)])
swap()
print(both.changed(lambda: 3))
Base.name = lambda self: "new base"
print(both.name(), Left(0).name())
Left.__bases__ = (Right,)
print(Left(0).name())


def factory(parent):
    class Made(parent):
        def __init__(self, *args):
            super().__init__(*args)
            self.made = parent.__name__

        def __str__(self):
            return "made " + super().__str__()

        def append(self, item):
            super().append(item * 2)

    return Made


for parent, args in [(list, ([1, 2],)), (dict, ({"k": 1},)), (ValueError, (3,)), (KeyError, ("key",)), (list, ())]:
    made = factory(parent)(*args)
    print(made.made, str(made), made.args if isinstance(made, Exception) else len(made))
    if parent is list:
        for i in range(5):
            made.append(i)
        print(made)


class Wrong(Base):
    def call(self):
        return super().nothing(1)

    def not_instance(x):
        return super().name()


for _ in range(2):
    try:
        Wrong(1).call()
    except AttributeError as e:
        print(e)
try:
    Wrong.not_instance(5)
except TypeError as e:
    print(e)


class Order(Base):
    def note(self, what):
        print(what)
        return what

    def run(self):
        return super().__init__(self.note("argument"))


for _ in range(3):
    Order(1).run()
