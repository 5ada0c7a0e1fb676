# Several managers: entered in order, left in reverse; parenthesised form; a failing __enter__.
class M:
    def __init__(self, name, fail_enter=False, fail_exit=False, suppress=False):
        self.name, self.fail_enter, self.fail_exit, self.suppress = name, fail_enter, fail_exit, suppress

    def __enter__(self):
        print("enter", self.name)
        if self.fail_enter:
            raise RuntimeError("enter " + self.name)
        return self

    def __exit__(self, t, e, tb):
        print("exit", self.name, repr(e))
        if self.fail_exit:
            raise RuntimeError("exit " + self.name)
        return self.suppress


with M("a") as a, M("b") as b:
    print(a.name, b.name)
with (M("c") as c,
      M("d"),
      ):
    print(c.name)
try:
    with M("e"), M("f", fail_enter=True), M("g"):
        print("not reached")
except RuntimeError as e:
    print("caught", e)
try:
    with M("h"), M("i", fail_exit=True):
        raise ValueError("body")
except RuntimeError as e:
    print("caught", e, "context", repr(e.__context__))
with M("j", suppress=True), M("k", fail_exit=True):
    pass
print("after")
