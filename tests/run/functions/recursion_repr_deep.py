# RecursionError from comparison and repr of user classes, never a crash.
class R:
    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other

    def __getattr__(self, name):
        return getattr(self, name + "x")


r = R()
for action in (lambda: repr(r), lambda: r == r, lambda: r.foo, lambda: str([r])):
    try:
        action()
        print("no error")
    except RecursionError as e:
        print(type(e).__name__)
a = []
for _ in range(100000):
    a = [a]
try:
    repr(a)
except RecursionError as e:
    print("deep list", type(e).__name__)
