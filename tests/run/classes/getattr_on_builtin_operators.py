# Operators look dunder methods up on the class, not through __getattr__ or the instance.
class Proxy:
    def __getattr__(self, name):
        print("getattr", name)
        return lambda *a: 42


p = Proxy()
print(p.anything())
for f in (lambda: len(p), lambda: p + 1, lambda: p[0]):
    try:
        f()
    except TypeError as e:
        print(e)


class C:
    pass


c = C()
c.__len__ = lambda: 5
c.__str__ = lambda: "instance str"
try:
    len(c)
except TypeError as e:
    print(e)
print(str(c) == "instance str", c.__len__())
C.__len__ = lambda self: 7
print(len(c))
