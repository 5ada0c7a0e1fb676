# throw() raises at the yield; caught, uncaught, in a fresh and a finished generator.
def g():
    while True:
        try:
            x = yield "ready"
        except ValueError as e:
            print("caught", e)
            yield "handled"


it = g()
print(next(it), it.throw(ValueError("boom")), next(it))
try:
    it.throw(KeyError("k"))
except KeyError as e:
    print("passed through", repr(e))
print(list(it))


def h():
    print("never runs")
    yield


fresh = h()
try:
    fresh.throw(RuntimeError("early"))
except RuntimeError as e:
    print(e)
print(next(fresh, "finished"))
try:
    fresh.throw(IndexError)
except IndexError as e:
    print(repr(e))
for bad in (5, "x", int):
    try:
        g().throw(bad)
    except TypeError as e:
        print(e)
