"""Method calls and attributes at sites that see many classes; the classes change in between."""


class A:
    tag = "class A"

    def __init__(self, n):
        self.n = n

    def name(self):
        return "A"

    def add(self, k):
        return self.n + k


class B(A):
    def name(self):
        return "B"


class C(A):
    def __init__(self, n):
        self.extra = "first"
        self.n = n

    def add(self, k, times=2):
        return self.n + k * times


class D:
    n = 40

    def name(self):
        return "D"

    def add(self, *args):
        return args


class E(A):
    @property
    def n(self):
        return 50

    @n.setter
    def n(self, value):
        pass

    @staticmethod
    def name():
        return "E static"


class F(A):
    def __getattr__(self, name):
        return lambda *args: (name, args)

    def __init__(self):
        pass


def run(things):
    out = []
    for t in things:
        out.append((t.name(), t.add(1), t.n if not isinstance(t, F) else "F"))
    return out


def attempt(things):
    try:
        return run(things)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


things = [A(1), B(2), C(3), D(), E(5)]
for _ in range(3):
    print(attempt(things * 3))
A.add = lambda self, k: ("patched", k)
print(attempt(things))
B.name = lambda self: "new B"
things[1].name = lambda: "own name"
print(attempt(things))
del B.name
del things[1].name
print(attempt(things))
D.n = 41
C.add = 5
print(attempt(things))
C.add = A(7).name
print(attempt(things))
things[3].__class__ = A
print(attempt(things))
print(attempt([F(), A(1)]), attempt([1, A(1)]), attempt(["text"]), attempt([None]))


def deep(t, n):
    return t.deep(n)


class G:
    def deep(self, n):
        return deep(others[n % 3], n - 1) if n else "bottom"


class H(G):
    pass


class I(G):
    def deep(self, n):
        if n < 0:
            raise KeyError(n)
        return G.deep(self, n)


others = [G(), H(), I()]
print(deep(others[0], 60))
try:
    deep(others[1], 10 ** 6)
except RecursionError:
    print("RecursionError")
