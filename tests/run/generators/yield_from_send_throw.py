# send, throw and close go through yield from to the inner generator.
def inner():
    try:
        while True:
            try:
                x = yield
                print("inner got", x)
                if x == "stop":
                    return "inner done"
            except ValueError as e:
                print("inner caught", e)
    finally:
        print("inner finally")


def outer():
    try:
        r = yield from inner()
        print("outer got", r)
        yield "last"
    except KeyError as e:
        print("outer caught", repr(e))
        yield "recovered"


it = outer()
next(it)
it.send(1)
it.throw(ValueError("v"))
print(it.send("stop"))
print(next(it, None))
it = outer()
next(it)
print(it.throw(KeyError("k")))
it = outer()
next(it)
it.close()


def over_iter():
    r = yield from iter([1, 2])
    yield r


it = over_iter()
next(it)
try:
    it.send(5)
except AttributeError as e:
    print(e)
