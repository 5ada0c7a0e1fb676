# __repr__, __str__ and __format__: which is used where.
class R:
    def __repr__(self):
        return "repr"


class S(R):
    def __str__(self):
        return "str"


class F(S):
    def __format__(self, spec):
        return f"format<{spec}>"


for c in (R, S, F):
    x = c()
    print(x, repr(x), str(x), [x], {"k": x}, f"{x}", f"{x!r}", f"{x!s}", "%s %r" % (x, x), "{} {!r}".format(x, x), (x,))
print(f"{F():>10}", format(F(), "abc"), "{:x y}".format(F()), f"{F()!s:>5}|{R()!r:<6}|")
for c in (R, S):
    try:
        print(f"{c():>10}")
    except TypeError as e:
        print(e)


class Meta:
    def __str__(self):
        return "s" * 3


print(str(Meta()) + "!", "".join([str(Meta()), "x"]), print(Meta()))


class Ascii:
    def __repr__(self):
        return "é\u1234"


print(ascii(Ascii()), f"{Ascii()!a}", "%a" % Ascii(), repr(Ascii()))
