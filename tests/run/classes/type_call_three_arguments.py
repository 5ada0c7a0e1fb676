# type(name, bases, dict) makes classes.
def hello(self):
    return f"hello from {self.name}"


Base = type("Base", (), {"x": 1})
C = type("C", (Base,), {"name": "c", "hello": hello, "__len__": lambda self: 9})
c = C()
print(C, C.__name__, C.__bases__, c.hello(), len(c), c.x, type(C) is type, C.__module__)
for bad in (
        lambda: type("X"), lambda: type(1, 2, 3), lambda: type("X", 5, {}), lambda: type("X", (5,), {}),
        lambda: type(1, 2), lambda: type("X", (bool,), {}),
):
    try:
        print(bad())
    except TypeError as e:
        print(e)
