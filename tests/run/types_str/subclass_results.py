# Methods of a str subclass return plain str; operators and identity of unchanged results.


class S(str):
    def extra(self):
        return self.upper() + "!"


class A(str):
    def __add__(self, other):
        return "add"

    def __radd__(self, other):
        return "radd"


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: type(S("ab").strip()), lambda: type(S("ab").replace("x", "y")), lambda: type(S("ab")[:]),
    lambda: type(S("ab") + ""), lambda: type(S("ab") * 1), lambda: type(S("ab").lower()),
    lambda: type(S("ab").join(["x"])), lambda: type(S("ab").ljust(1)), lambda: type(S("ab").partition("x")[0]),
    lambda: type(str(S("ab"))), lambda: S("ab") == "ab", lambda: hash(S("ab")) == hash("ab"),
    lambda: {S("ab"): 1}["ab"], lambda: S("ab").extra(), lambda: repr(S("it's")), lambda: "%s|%5s" % (S("x"), S("y")),
    lambda: "{:>3}".format(S("z")), lambda: f"{S('w')}", lambda: S("ab") + S("cd"), lambda: "x" in S("xyz"),
    lambda: sorted([S("b"), "a"]), lambda: S("a") < "b", lambda: len(S("abc")), lambda: S("abc")[1],
    lambda: isinstance(S("a"), str), lambda: S("a").__class__.__name__, lambda: "x" + A("y"), lambda: A("y") + "x",
)
