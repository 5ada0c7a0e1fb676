"""Generators that a for loop resumes: ends, exceptions on both sides, re-entry, depth, nesting, what the caller handles."""
import sys
import traceback


def count(n):
    for i in range(n):
        yield i
    return "end"


def numbers(items):
    for x in items:
        yield x * 2


def failing(n):
    for i in range(n):
        yield i
    raise ValueError("inside")


def stopping():
    yield 1
    raise StopIteration("early")


def through(g):
    for x in g:
        yield x


def handling(g):
    try:
        for x in g:
            yield x
    except ValueError as e:
        yield f"caught {e} {sys.exc_info()[0]}"
    finally:
        yield "finally"


print(sum(x for x in numbers(numbers(count(10)))))
print([x for x in through(through(through(count(3))))])
for make in (lambda: failing(2), lambda: through(failing(2)), stopping, lambda: through(stopping()), lambda: handling(failing(1))):
    try:
        for x in make():
            print(x, end=" ")
        print("done")
    except (ValueError, RuntimeError) as e:
        print(type(e).__name__, e, repr(e.__cause__), e.__suppress_context__)
        print([f"{f.name}:{f.line}" for f in traceback.extract_tb(e.__traceback__)])


def reentrant():
    yield 1
    for x in me:
        yield x


me = reentrant()
try:
    for x in me:
        print(x)
except ValueError as e:
    print(e)
print(list(me))

g = failing(1)
try:
    for x in g:
        print(x)
except ValueError:
    pass
for x in g:
    print("never")
print(next(g, "finished"), g.gi_running)


def break_out(g):
    for x in g:
        if x == 2:
            break
    return next(g)


print(break_out(count(5)))


def nested(n):
    if n:
        for x in nested(n - 1):
            yield x
    else:
        yield "bottom"


print(list(nested(50)))
limit = sys.getrecursionlimit()
sys.setrecursionlimit(120)
try:
    for x in nested(500):
        print(x)
except RecursionError as e:
    print("RecursionError", e)
sys.setrecursionlimit(limit)


def current():
    yield sys.exc_info()[0]
    yield sys.exc_info()[0]


it = current()
try:
    1 / 0
except ZeroDivisionError:
    for x in it:
        print(x)
        break
for x in it:
    print(x)


def sending():
    got = []
    while len(got) < 3:
        got.append((yield len(got)))
    yield got


s = sending()
print(next(s), s.send("a"))
for x in s:
    print(x)


def closing():
    try:
        yield 1
        yield 2
    finally:
        print("closed")


for x in closing():
    print(x)
    break
c = closing()
for x in c:
    c.close if x else None
print("last")


def both(a, b):
    for x in a:
        for y in b(x):
            yield x, y


print(list(both(count(3), count)))
