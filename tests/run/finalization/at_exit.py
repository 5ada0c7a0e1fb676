# What is alive when the program ends is finalized then, in the order of creation, while globals still have their values.
import atexit
import sys


class Resource:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("release", self.name, sys.is_finalizing())


class Derived(Resource):
    pass


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        print("exit", kind.__name__)


def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("finally", name)


def managed():
    with Manager():
        yield 1


def delegating():
    yield from numbers()


name = "still here"
first = Resource("first")
suspended = numbers()
next(suspended)
unstarted = numbers()
finished = numbers()
print(list(finished))
inside = managed()
next(inside)
outer = delegating()
next(outer)
second = Derived("second")
many = []
for i in range(3):
    many.append(Resource(i))
atexit.register(print, "exit handler")
raise KeyError("uncaught")
