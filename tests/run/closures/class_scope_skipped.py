# Methods do not see class variables; class bodies do not nest; comprehension in a class body.
x = "global"


class C:
    x = "class"
    y = x
    seen = [x for _ in range(1)]
    outer = [i for i in x]

    def get(self):
        return x

    class Inner:
        z = x


print(C.y, C().get(), C.Inner.z, C.seen, C.outer)


def f():
    x = "function"

    class D:
        y = x

        def get(self):
            return x
    return D


print(f().y, f()().get())


def g():
    x = "g"

    class E:
        print(x)
        x = "E"
        print(x)
    return E.x


try:
    print(g())
except NameError as e:
    print(type(e).__name__, e)
