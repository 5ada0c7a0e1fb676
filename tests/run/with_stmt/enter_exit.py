# with calls __enter__ and __exit__; the exception triple; suppression by a true result.
class Manager:
    def __init__(self, name, suppress=False):
        self.name, self.suppress = name, suppress

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, exc_type, exc, tb):
        print("exit", self.name, exc_type and exc_type.__name__, exc, tb is not None)
        return self.suppress


with Manager("a") as value:
    print("body", value)
with Manager("b", True):
    raise ValueError("swallowed")
try:
    with Manager("c"):
        raise KeyError("kept")
except KeyError as e:
    print("outside", repr(e))
with Manager("d"):
    pass


def f():
    with Manager("e"):
        return "returned"


print(f())
for i in range(3):
    with Manager("loop"):
        if i == 0:
            continue
        break
