# Generators stepped by for loops: what they may do while they are resumed.
import sys


def up(n):
    for i in range(n):
        yield i
    return "done"


def chained(n):
    if n:
        yield n
        for item in chained(n - 1):
            yield item


print(sum(x for x in up(10) if x % 2), list(chained(5)), [x for x in up(3)])


def itself():
    for item in me:
        yield item


me = itself()
try:
    for x in me:
        print("never")
except ValueError as e:
    print(e)
for x in me:
    print("never")


def stops():
    yield 1
    raise StopIteration(2)


try:
    for x in stops():
        print(x)
except RuntimeError as e:
    print(e, repr(e.__cause__))


def raises(n):
    yield n
    yield 1 // (n - n)


def outer():
    for x in raises(3):
        yield x


try:
    for x in outer():
        print(x)
except ZeroDivisionError as e:
    tb, names = e.__traceback__, []
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print(names)


def plain():
    yield repr(sys.exc_info()[1])
    yield inner()
    yield repr(sys.exc_info()[1])


def inner():
    try:
        raise KeyError("inside")
    except KeyError as e:
        context = repr(e.__context__)
    return context, repr(sys.exc_info()[1])


def handling():
    try:
        yield 1
        raise IndexError("own")
    except IndexError as e:
        for x in plain():
            yield x, repr(e.__context__)
    yield repr(sys.exc_info()[1])


for x in plain():
    print(x)
try:
    raise ValueError("outside")
except ValueError:
    for x in plain():
        print(x)
    for x in handling():
        print(x)
for x in handling():
    print(x)


def bare():
    yield 1
    raise


try:
    try:
        raise OSError("current")
    except OSError:
        for x in bare():
            print(x)
except OSError as e:
    print("again", e)
try:
    for x in bare():
        print(x)
except RuntimeError as e:
    print(e)


def deep(n):
    if n == 0:
        yield 0
        return
    for x in deep(n - 1):
        yield x + 1


print(list(deep(100)))
limit = sys.getrecursionlimit()


def depth(n):
    for x in deep(n):
        return x


try:
    depth(limit + 10)
except RecursionError as e:
    print(type(e).__name__)
low, high = 1, limit
while low < high:
    middle = (low + high + 1) // 2
    try:
        depth(middle)
        low = middle
    except RecursionError:
        high = middle - 1
print(limit - low)

g = up(4)
for x in g:
    if x == 1:
        break
print(g.send(None), list(g))
for x in g:
    print("never")
pairs = [(a, b) for a, b in ((x, -x) for x in up(3))]
print(pairs)
for bad in [(1, 2, 3), (1,), [4, 5], "ab", 7]:
    try:
        a, b = bad
        print(a, b)
    except (TypeError, ValueError) as e:
        print(e)
