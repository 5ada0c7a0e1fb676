# Messages for unexpected and repeated keyword arguments.
def f(a, b=2): pass


def pos(a, /, b): pass


def pos2(a, b, /): pass


class C:
    def m(self, x): pass


for call in (lambda: f(1, c=3), lambda: f(1, a=2), lambda: f(1, **{"a": 2}), lambda: pos(a=1, b=2),
             lambda: pos2(1, b=2),
             lambda: pos2(a=1, b=2), lambda: C().m(x=1, y=2), lambda: C().m(1, x=2), lambda: C(x=1), lambda: f(
                 1, 2, b=3,
             ),
             lambda: f(**{"a": 1}, **{"a": 2}), lambda: f(1, **{1: 2}), lambda: f(1, **[1]), lambda: f(*1),
             lambda: f(1, *None)):
    try:
        call()
    except TypeError as e:
        print(str(e).replace("__main__.", ""))
