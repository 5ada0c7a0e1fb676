# __call__ with arguments; on classes; callable(); instances as decorators and keys.
class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, *args, **kw):
        return self.n + sum(args) + sum(kw.values())


a = Adder(10)
print(a(), a(1, 2), a(x=5), callable(a), list(map(a, [1, 2])), sorted([3, 1], key=Adder(0)))


class Poly:
    def __init__(self, *coef):
        self.coef = coef

    def __call__(self, x):
        r = 0
        for c in self.coef:
            r = r * x + c
        return r


print(Poly(1, 2, 3)(10), [Poly(1, 0)(i) for i in range(3)])


class NoCall:
    pass


try:
    NoCall()()
except TypeError as e:
    print(e)
try:
    a(1, x="s")
except TypeError as e:
    print(e)
