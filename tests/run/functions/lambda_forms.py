# Lambdas with every kind of parameter; their names.
print((lambda: 1)(), (lambda x: x + 1)(2), (lambda x, y=5: x * y)(3))
print((lambda *a, **k: (a, k))(1, 2, z=3), (lambda *, k=2: k)(), (lambda a, /, b: (a, b))(1, b=2))
f = lambda: None
print(f.__name__, f())
ops = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b}
print({k: v(5, 3) for k, v in ops.items()})
print(sorted(["bb", "a", "ccc"], key=lambda s: -len(s)))
print((lambda f: f(f, 5))(lambda self, n: 1 if n == 0 else n * self(self, n - 1)))
curry = lambda a: lambda b: lambda c: a + b + c
print(curry(1)(2)(3))
