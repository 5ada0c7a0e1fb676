# Frames of comprehensions, lambdas, generators and class bodies have their names.
def gen(n):
    for i in range(n):
        yield 10 // (2 - i)


def consume():
    return [x for x in gen(5)]


def run(f):
    return f()


class Body:
    values = run(lambda: consume())
