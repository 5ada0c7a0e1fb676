# object.method is looked up before the arguments are evaluated.
def show(x):
    print("argument", x)
    return x


class Plain:
    def __init__(self):
        self.own = lambda x: ("own", x)

    def method(self, x, y=None):
        return "method", x, y

    @property
    def prop(self):
        print("property")
        return lambda x: ("property", x)

    @classmethod
    def of_class(cls, x):
        return cls.__name__, x

    @staticmethod
    def static(x):
        return "static", x


class Dynamic(Plain):
    def __getattr__(self, name):
        print("getattr", name)
        return lambda x: (name, x)

    def method(self, x, y=None):
        return super().method(show("super"), x)


class Watching:
    def __getattribute__(self, name):
        print("getattribute", name)
        return object.__getattribute__(self, name)

    def method(self, x):
        return x


plain, dynamic = Plain(), Dynamic()
for number in range(2):
    print(plain.method(show(number)), plain.method(show(1), y=show(2)))
    print(plain.own(show(number)), plain.of_class(show(number)), Plain.static(show(number)))
    print(plain.prop(show(number)))
    print(dynamic.anything(show(number)), dynamic.method(show(number)), Watching().method(show(number)))
for call in (lambda: plain.missing(show(1)), lambda: None.append([show(i) for i in range(2)]), lambda: Plain.missing(x=show(2)),
             lambda: (5).missing(show(3)), lambda: show.missing(show(4)), lambda: Watching().missing(show(5))):
    try:
        call()
    except AttributeError as e:
        print(e)


def collect():
    items = []
    items.append((yield 1))
    items.append((yield 2))
    return items


running = collect()
print(next(running), running.send("a"))
try:
    running.send("b")
except StopIteration as stop:
    print(stop.value)
plain.missing(show("last"))
