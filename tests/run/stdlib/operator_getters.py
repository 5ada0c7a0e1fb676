from operator import attrgetter, itemgetter, methodcaller


class P:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def scale(self, k, plus=0):
        return self.a * k + plus


p = P(1, P(2, 3))
print(attrgetter("a")(p), attrgetter("a", "b.a")(p), attrgetter("b.b")(p))
print(itemgetter(1)([4, 5, 6]), itemgetter(0, 2)("abc"), itemgetter("k")({"k": 3}), itemgetter(slice(1, 3))([1, 2, 3, 4]))
print(methodcaller("scale", 10)(p), methodcaller("scale", 10, plus=5)(p), methodcaller("upper")("ab"))
print(itemgetter(1), itemgetter("a", 2), attrgetter("a", "b.c"), methodcaller("f", 1, x=2))
print(sorted([(1, "b"), (3, "a"), (2, "c")], key=itemgetter(1)))
print(list(map(attrgetter("a"), [p, p.b])))
for call in (lambda: attrgetter("zz")(p), lambda: itemgetter(9)([1]), lambda: attrgetter(1), lambda: methodcaller(1),
             lambda: itemgetter("x")({}), lambda: methodcaller("nope")(p)):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)
