# dir, vars, getattr, setattr, hasattr, delattr on classes and instances.
class A:
    x = 1

    def __init__(self):
        self.b = 2

    def m(self):
        pass


class B(A):
    y = 3


b = B()
print([n for n in dir(b) if not n.startswith("__")], [n for n in dir(B) if not n.startswith("__")])
print(vars(b), sorted(k for k in vars(A) if not k.startswith("__")))
setattr(b, "with space", 1)
print(getattr(b, "with space"), b.__dict__, getattr(b, "zip", None))
for f in (
        lambda: getattr(b, "nope"), lambda: delattr(b, "nope"), lambda: vars(5), lambda: getattr(b, 5),
        lambda: setattr(b, 1, 2),
):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)


class D:
    def __dir__(self):
        return ["z", "a"]


print(dir(D()))
print("upper" in dir("x"), "append" in dir([]), "__add__" in dir(1))
