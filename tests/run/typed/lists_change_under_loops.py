# Lists whose length or kind changes while a loop over them runs, through other names.
import math


def total(floats, other, at):
    s = 0.0
    for i in range(len(floats)):
        s += floats[i]
        if i == at:
            other.append(1)
    return s


a = [1.0, 2.5, 3.5, 4.0]
print(total(a, [], 1), a)
print(total(a, a, 1), a)
print(total(a, a, 2), a)


def fill(grid, value):
    for row in grid:
        for j in range(len(row)):
            row[j] = value
    return grid


print(fill([[0.0] * 3, [0.0] * 2], 1.5))
print(fill([[0.0] * 3, [1, 2]], 2.5))
print(fill([[0.0] * 3, [True, False]], 3))
print(fill([[0.0] * 3], math.nan))
print(fill([[True] * 3], False), fill([[True] * 3], 0))


def shrink(items):
    out = []
    for i in range(10):
        try:
            out.append(items[i] + items[-1])
        except IndexError as e:
            out.append(str(e))
            break
        if i == 2:
            del items[3:]
    return out


print(shrink([1.0, 2.0, 3.0, 4.0, 5.0]))
print(shrink([1, 2, 3, 4, 5]))


def swap_ends(items, n):
    for _ in range(n):
        for i in range(len(items) // 2):
            items[i], items[-1 - i] = items[-1 - i], items[i]
    return items


print(swap_ends([1.0, 2.0, 3.0], 3), swap_ends([True, False, False], 1), swap_ends(["a", 2, None], 5))


def grow_while_iterating(items):
    n = 0
    for x in items:
        n += 1
        if n < 6:
            items.append(x * 2)
    return items


print(grow_while_iterating([1.5]), grow_while_iterating([True]), grow_while_iterating([3]))


def out_of_range(items):
    s = 0.0
    try:
        for i in range(-len(items) - 1, len(items) + 1):
            s += items[i]
    except IndexError as e:
        return s, i, str(e)


print(out_of_range([0.5, 1.5, 2.5]))


def first_negative(items):
    for i in range(10 ** 6):
        if items[i] < 0.0:
            return i
    return -1


print(first_negative([1.0, 2.0, -3.0, 4.0]))
nan = float("nan")
b = [1.0, 2.0]
for k in range(2):
    b[k] = nan
print(b, b[0] is nan, nan in b)
