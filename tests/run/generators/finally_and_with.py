# try/finally and with blocks inside generators run at exhaustion, break and close.
class Res:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("open", self.name)
        return self

    def __exit__(self, *exc):
        print("close", self.name, exc[0].__name__ if exc[0] else None)


def lines(name):
    with Res(name):
        for i in range(3):
            yield i


print(list(lines("a")))
it = lines("b")
for x in it:
    if x == 1:
        break
it.close()


def both():
    try:
        yield 1
        raise ValueError("inside")
    except ValueError as e:
        yield str(e)
    finally:
        yield "finally"


print(list(both()))
