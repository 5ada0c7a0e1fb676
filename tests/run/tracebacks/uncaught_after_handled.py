# A handled error, then an uncaught one: no context from the finished handler.
try:
    int("x")
except ValueError as e:
    print("handled", e)


def later():
    return [1, 2, 3][7]


later()
