# A generator that only an expression or loop refers to is closed when that is done with it.
from itertools import islice


def numbers(name):
    try:
        yield 1
        yield 2
        yield 3
    finally:
        print("close", name)


class Tree:
    def __iter__(self):
        try:
            yield "left"
            yield "right"
        finally:
            print("close iter")

    def walk(self):
        try:
            yield "node"
            yield "leaf"
        finally:
            print("close walk")


def first(name):
    for x in numbers(name):
        return x


def wrapped():
    for x in numbers("wrapped"):
        yield x


def delegated():
    yield from numbers("delegated")


def pair():
    for a in numbers("outer"):
        for b in numbers("inner"):
            if b == 2:
                return a, b


for x in numbers("break"):
    break
print("after break", first("return"))
try:
    for x in numbers("raise"):
        raise ValueError(x)
except ValueError as e:
    print("caught", e)
print(pair())
for x in (-y for y in numbers("expression")):
    break
print("after expression")
for i, x in enumerate(numbers("enumerate")):
    if i:
        break
print("after enumerate")
for a, b in zip(numbers("zip"), [1]):
    pass
else:
    print("else")
print("after zip")
for x in Tree().walk():
    break
print("after walk")
for x in Tree():
    break
print("after iter")
for x in wrapped():
    break
for x in delegated():
    break
print(next(numbers("next")), any(x == 1 for x in numbers("any")), 2 in numbers("in"))
print(list(islice(numbers("islice"), 2)), [x for x in islice(numbers("comprehension"), 1)])
print([a + b for a in (10, 20) for b in islice(numbers(a), 1)])
try:
    a, b = numbers("unpack")
except ValueError as e:
    print(e)
for i in range(2):
    for x in numbers(i):
        if x == 2:
            break
    print("turn", i)
kept = numbers("kept")
for x in kept:
    break
print(next(kept), list(kept))
