"""Exceptions: try without a raise, raise and catch in one frame and through four."""


def deep(level, i):
    if level == 0:
        if i % 3 == 0:
            raise ValueError(i)
        return i
    return deep(level - 1, i)


def main(n):
    caught = 0
    for i in range(n):
        try:
            deep(3, i)
        except ValueError:
            caught += 1
        try:
            caught += 0
        except TypeError:
            caught -= 1
    return caught


print(main(100_000))
