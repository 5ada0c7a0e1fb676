# An uncaught exception: output flushed first, traceback on stderr, exit status 1.
print("before")


def divide(a, b):
    return a / b


def middle():
    value = divide(1, 0)
    return value


middle()
print("not reached")
