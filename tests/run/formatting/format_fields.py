# str.format: numbering, attributes, indices, conversions, nested specifications, escapes.


class A:
    x = 5
    y = [1, {"k": 7}]


class D(dict):
    def __missing__(self, key):
        return "<" + key + ">"


class F:
    def __format__(self, spec):
        return "F(" + spec + ")"


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: "{}".format(1), lambda: "{} {}".format(1, 2), lambda: "{1} {0} {1}".format(1, 2),
    lambda: "{a} {b}".format(a=1, b=2), lambda: "{0}{a}".format(1, a=2), lambda: "{}{a}{}".format(1, 2, a=3),
    lambda: "{{}} {{{}}}".format(1), lambda: "{0.x} {0.y[0]} {0.y[1][k]}".format(A),
    lambda: "{[0]} {.x}".format([3], A), lambda: "{a[b.c]} {a[d]}".format(a={"b.c": 4, "d": 5}),
    lambda: "{0[0]}{0[1]}".format("xy"), lambda: "{!r} {!s} {!a}".format("\u00e9", "\u00e9", "\u00e9"),
    lambda: "{!r:>6}|".format("x"), lambda: "{:{}}|{:{}{}}".format(1, 5, "a", "<", 3),
    lambda: "{0:{1}.{2}f}".format(3.14159, 10, 2), lambda: "{:{w}}|{:{w.x}}|".format(1, 2, w=A),
    lambda: "{:>{width}.{precision}f}".format(2.71828, width=9, precision=3), lambda: "{\u0660}".format(7),
    lambda: "{0[{}]}".format({"{}": 5}), lambda: "{:!<5}".format(1), lambda: "{0:{1!r}}".format(1, 5),
    lambda: "".format(), lambda: "plain".format(1, b=2), lambda: "{:}".format(1),
    lambda: "\u65e5{}\U0001f600".format("x"), lambda: "{a}{b}".format_map(D(a=1)),
    lambda: "{a[0]}".format_map({"a": [1]}), lambda: "{:%Y|x}".format(F()), lambda: "{0:}{0:a}".format(F()),
    lambda: "{}".format(None), lambda: "{0[0]}".format({0: 1}), lambda: "{self}".format(self=3),
    lambda: "{a.x!r:5}|".format(a=A),
)
