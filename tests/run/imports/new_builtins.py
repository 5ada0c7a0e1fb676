# Names that a program adds to builtins are found everywhere; storing a built-in as itself changes nothing.
import builtins

builtins.added = 1
setattr(builtins, "other", 2)
vars(builtins)["third"] = 3
builtins.__dict__["fourth"] = 4


class Uses:
    value = added

    def total(self):
        return added + other + third + fourth


print(Uses.value, Uses().total(), builtins.added)
builtins.added += 10
print(added, Uses().total())
del builtins.added
try:
    added
except NameError as e:
    print(e)
del builtins.__dict__["fourth"]
print(hasattr(builtins, "fourth"))
for name in ("len", "print"):
    setattr(builtins, name, getattr(builtins, name))
    builtins.__dict__[name] = getattr(builtins, name)
print(len([1, 2]))
try:
    del builtins.never_there
except AttributeError as e:
    print(e)


def shadowed(builtins):
    builtins.len = 5
    return builtins.len


print(shadowed(Uses))
