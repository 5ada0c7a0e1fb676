# Lists of floats and bools given to built-in functions and to statements.
import sys

f = [5.5, -1.0, 3.25, 0.0, 2.5, -0.0]
b = [True, False, True, True]
for l in (f, b):
    print("%s %r" % (l, l), f"{l}", "{}".format(l), "{0[1]}".format(l), "%s-%s" % tuple(l[:2]))
    print(isinstance(l, list), type(l), type(l) is list, l.__class__, issubclass(type(l), list), hash(tuple(l)) == hash(tuple(list(l))))
    print(dict([l[:2], l[1:3]]), dict(zip(l, l)))
    print(iter(l).__reduce__()[1] == (l,), reversed(l).__reduce__()[2], iter(l).__length_hint__(), list(reversed(l)))
    print(sum(l), sum(l, 1), sum(l, 0.5), sum(l, True), max(l, key=abs), min(l, key=lambda x: -x), max(l, default=3), min([], default=l))
    try:
        sum(l, [])
    except TypeError as e:
        print(e)
    for join in ("".join, b"".join):
        try:
            join(l)
        except TypeError as e:
            print(e)
    try:
        print(bytes(l))
    except TypeError as e:
        print(e)
    try:
        print(dict([l]))
    except (TypeError, ValueError) as e:
        print(e)

    def spread(*args, **kwargs):
        return args, kwargs

    print(spread(*l), spread(*l, *l, key=l))
    x, y, *z = l
    print(x, y, z)
    try:
        x, y = l
    except ValueError as e:
        print(e)
    try:
        x, y, z, x, y, z, x = l
    except ValueError as e:
        print(e)
    (x, y), z = l[:2], l[2:]
    l[0], l[1] = l[1], l[0]
    print(x, y, z, l)
    print(list[l], list[int, l[0]] if False else "")

    class Shown:
        def __init__(self, items):
            self.items = items

        def __dir__(self):
            return self.items

    try:
        print(dir(Shown(l)) == sorted(l))
        Shown(l).missing
    except AttributeError as e:
        print(e)
    e = ValueError("noted")
    e.__notes__ = l
    try:
        e.add_note("more")
    finally:
        print(e.__notes__)
    l.pop()


class Items(list):
    def __iter__(self):
        return iter(["own"])


own = Items([1.5, 2.5])
own.append(True)
print(own, list(own), tuple(own), own + [1.5], [1.5] + own, own * 2, own[:2], own == [1.5, 2.5, True], [1.5, 2.5, True] == own, own[::-1], own.copy())
l = [0.5]
l += own
l.extend(own)
l[1:1] = own
print(l)
print(sys.getsizeof([1.0]) > 0, sys.getsizeof([True] * 1000) >= 8000, [1.5, 2.5].__sizeof__() >= 56)
for huge in (2**62, 2**60):
    for item in (1.5, True):
        try:
            [item] * huge
        except (MemoryError, OverflowError) as e:
            print(type(e).__name__)
        try:
            l = [item]
            l *= huge
        except (MemoryError, OverflowError) as e:
            print(type(e).__name__)
        print([item][-huge:huge], [item][::huge], [item] * 3 == [item, item, item])
n = 15000
f = [0.5] * n
b = [False] * n
for i in range(0, n, 7):
    f[i] = i * 1.0
    b[i] = True
print(sum(f), sum(b), b.count(True), f.count(0.5), len(f[::3]), sum(f[::-5]), b[::7].count(False), f[1000:2000] == f[1000:2000], f.index(n // 7 * 7.0))
f.sort()
print(f[0], f[-1], f[n // 2], f[:3], f[-3:], f == sorted(f), f[::-1] == sorted(f, reverse=True))
b.sort(reverse=True)
print(b[:2], b[-2:], b.index(False), f + b == [*f, *b], (b * 2).count(True))
del f[10:-10]
del b[3::2]
print(f, len(b))
f.append(1)
b.append(1)
print(f[-3:], b[-3:], [type(x).__name__ for x in f[-2:] + b[-2:]])
