"""Calls of functions, methods and a class."""


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def moved(self, dx):
        return Point(self.x + dx, self.y)


def add(a, b=1, *, c=2):
    return a + b + c


def main(n):
    total = 0
    point = Point(0, 1)
    for i in range(n):
        total += add(i) + add(i, 2, c=3)
        point = point.moved(1)
    return total, point.x


print(main(200_000))
