# Unlimited recursion raises RecursionError, which can be caught, and the program goes on.
import sys


def forever(n):
    return forever(n + 1) + 1


class Node:
    def __init__(self):
        self.child = self

    def walk(self):
        return self.child.walk()


for action in (lambda: forever(0), lambda: Node().walk()):
    try:
        action()
    except RecursionError as e:
        print(type(e).__name__, str(e).startswith("maximum recursion depth exceeded"))
print(issubclass(RecursionError, RuntimeError), sys.getrecursionlimit())


def count(n):
    try:
        return count(n + 1)
    except RecursionError:
        return n


print(500 < count(0) < 1100)
print(count(0) == count(0))
