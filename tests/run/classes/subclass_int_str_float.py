# Subclasses of int, str and float: methods, operators return the base type, hash and equality.
class Meters(float):
    def __repr__(self):
        return f"{float(self)}m"


class Id(int):
    def __str__(self):
        return f"#{int(self)}"

    def next(self):
        return Id(self + 1)


class Name(str):
    def shout(self):
        return self.upper() + "!"

    def __len__(self):
        return 99


m, i, n = Meters(2.5), Id(7), Name("bob")
print(m, repr(m), m + 1, type(m + 1).__name__, [m])
print(i, repr(i), i + 1, i.next(), f"{i}", f"{i:03d}", "%s %d" % (i, i), type(i.next()).__name__, i == 7, {7: "x"}[i])
print([10, 20][Id(1)], range(Id(3)))
print(n, n.shout(), len(n), n + "x", type(n + "x").__name__, n == "bob", {"bob": 1}[n], n[0], n.upper())
print(isinstance(n, str), "%s" % n)
i.extra = 5
print(i.__dict__, int(i), type(int(i)).__name__, bool(Id(0)), Id("12"), Id(3.9), -Id(3), type(-Id(3)).__name__)
try:
    class B(bool):
        pass
except TypeError as e:
    print(e)
