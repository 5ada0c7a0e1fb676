# return in a generator becomes StopIteration.value and the value of yield from.
def inner():
    yield 1
    return "result"


def outer():
    value = yield from inner()
    print("inner returned", value)
    return [value]


it = outer()
print(next(it))
try:
    next(it)
except StopIteration as e:
    print(e.value, e.args)


def only_return():
    return 5
    yield


try:
    next(only_return())
except StopIteration as e:
    print(e.value)


def returns_tuple():
    yield
    return 1, 2


it = returns_tuple()
next(it)
try:
    next(it)
except StopIteration as e:
    print(e.value, e.args)
