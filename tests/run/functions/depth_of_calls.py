"""How deep calls may be: the same whatever sort of call is on the way, and known to all that is called."""
import sys


def direct(n):
    return 0 if n == 0 else 1 + direct(n - 1)


def through_map(n):
    return 0 if n == 0 else 1 + next(map(through_map, [n - 1]))


def through_generator(n):
    def one():
        yield 0 if n == 0 else 1 + through_generator(n - 1)

    for value in one():
        return value


class Node:
    def __init__(self, n):
        self.rest = Node(n - 1) if n else None

    def length(self):
        return 1 + self.rest.length() if self.rest else 0

    def __add__(self, other):
        return self.rest + other if self.rest else other


def deepest(call):
    low, high = 1, 2000
    while low < high:
        middle = (low + high + 1) // 2
        try:
            call(middle)
            low = middle
        except RecursionError as e:
            text = str(e)
            high = middle - 1
    return low, text[:32]


def limit_from(depth, limit):
    """sys.setrecursionlimit() asks how deep the calls are."""
    if depth:
        return limit_from(depth - 1, limit)
    try:
        sys.setrecursionlimit(limit)
    except RecursionError as e:
        return str(e)[:36]
    return "set"


def after_deeper(depth):
    """A call that has gone deeper and come back leaves no trace."""
    direct(300)
    try:
        sys.setrecursionlimit(60)
        sys.setrecursionlimit(1000)
        return "fits"
    except RecursionError as e:
        return str(e)


print("direct", deepest(direct))
print("generator", deepest(through_generator))
print("add", Node(200) + 5, Node(200).length())
print(limit_from(10, 5), limit_from(10, 900))
sys.setrecursionlimit(1000)
print(after_deeper(3))
print(through_map(50), direct(900))
for _ in range(3):
    try:
        direct(5000)
    except RecursionError:
        print("too deep", direct(800))
