# Identity of singletons, cached small values and distinct objects.
a = []
b = a
print(a is b, a is not b, [] is [], a is not [])
print(None is None, True is True, ... is Ellipsis, NotImplemented is NotImplemented)
x = 5
y = 5
print(x is y, (x := 3) is x)
print(type(1) is int, type(True) is bool, type(None) is type(None))


class C:
    def m(self):
        pass


c = C()
print(c.m is c.m, c.m == c.m, C.m is C.m)
s = "hello"
t = s
print(s is t)
