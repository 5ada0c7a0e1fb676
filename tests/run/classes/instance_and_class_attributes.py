# Instance attributes shadow class attributes; assignment through instances.
class Dog:
    kind = "canine"
    tricks = []

    def __init__(self, name):
        self.name = name


a, b = Dog("a"), Dog("b")
a.kind = "wolf"
a.tricks.append("roll")
print(a.kind, b.kind, Dog.kind, b.tricks, a.__dict__, b.__dict__)
Dog.kind = "changed"
print(a.kind, b.kind)
del a.kind
print(a.kind)
Dog.legs = 4
print(a.legs, hasattr(b, "legs"), "legs" in vars(Dog))
try:
    del b.kind
except AttributeError as e:
    print(e)
a.__dict__["extra"] = 1
print(a.extra, vars(a))
