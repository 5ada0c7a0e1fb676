# Every method of list on lists of floats, of bools, of both and of other things beside them.


def show(*values):
    print(*[repr(v) for v in values])


def samples():
    return [
        [1.5, -0.0, 0.0, 2.25, 1.5, 1e300],
        [True, False, False, True, True],
        [1.5, True, 2.5],
        [True, 1.5, False],
        [False, 0, True, 1],
        [0.5, 1, 2.5],
        [1.0, "one", None],
        [2.0],
        [False],
    ]


extras = [0.5, -0.0, True, False, 1, 0, 2**70, "x", None, 1e999, 1j]

for base in samples():
    print("==", base)
    for extra in extras:
        l = base[:]
        l.append(extra)
        show(l, [type(x).__name__ for x in l])
        l = base[:]
        l.insert(1, extra)
        l.insert(-100, extra)
        l.insert(100, extra)
        show(l)
        l = list(base)
        l[0] = extra
        l[-1] = extra
        show(l)
        show(extra in base, base.count(extra))
        try:
            show(base.index(extra), base.index(extra, 1), base.index(extra, 1, 3))
        except ValueError as e:
            show(e)
        l = base.copy()
        try:
            l.remove(extra)
            show(l)
        except ValueError as e:
            show(e)
        show(base + [extra], [extra] + base, [extra] * 3 + base * 2)
        l = base * 1
        l += [extra]
        l += (extra, 1.5)
        l.extend(x for x in base)
        l.extend({extra: 1})
        show(l)
        l = base[:]
        l[1:2] = [extra, extra]
        show(l)
        l[::2] = [extra] * len(l[::2])
        show(l)
        show(base == base[:-1] + [extra], base != [extra], [extra] == [extra])
    for other in samples():
        show(base == other, base != other)
        for name in ("__lt__", "__le__", "__gt__", "__ge__"):
            try:
                show(getattr(base, name)(other))
            except TypeError as e:
                show(e)
        l = base[:]
        l[1:3] = other
        show(l)
        l[len(l):] = other
        l[:0] = other
        show(l)
        l.extend(other)
        show(l)
        a, b = base[:], other[:]
        a += b
        b += a
        show(a, b, a + b)
    l = base[:]
    l.reverse()
    show(l, l[::-1], list(reversed(l)), base)
    while l:
        show(l.pop(), l)
    l.append(base[-1])
    l.append("after")
    show(l)
    l = base * 6
    show(l.pop(0), l.pop(-2), l)
    del l[1]
    del l[-1]
    del l[::2]
    del l[1:2]
    show(l)
    l.clear()
    show(l, len(l), not l)
    l.append(1.0)
    l.clear()
    l.append(False)
    show(l)
    l = base[:]
    l *= 3
    show(l)
    l *= 0
    l.extend(base)
    show(l)
    show(tuple(base), (*base, 1), [*base, *base], list(iter(base)), str(base))
    first, *rest = base
    show(first, rest)
    *rest, last = base
    show(rest, last)
    show(list(zip(base, base)), list(enumerate(base)), list(map(type, base)), list(filter(None, base)))
    show(bool(base), len(base), base.__sizeof__() > 0)
    try:
        show(sum(base), min(base), max(base), sorted(base), sorted(base, reverse=True))
    except TypeError as e:
        show(e)
    show(sorted(base, key=str), sorted(base, key=lambda x: len(repr(x)), reverse=True))
    show(any(base), all(base), [x for x in base], [x for x in base if x], {repr(x): x for x in base}, sorted(set(map(str, base))))
    l = base[:]
    l.__init__()
    show(l)
    l.__init__(base)
    show(l)
    l[:] = []
    l.extend(base)
    show(l, l[:0], l[:0] + [1.5], l[5:1] + [True])
    for bad in ("0", 1.0, None):
        try:
            l[bad]
        except TypeError as e:
            show(e)
        try:
            l[bad] = 1.0
        except TypeError as e:
            show(e)
    for i in (99, -99):
        try:
            l[i]
        except IndexError as e:
            show(e)
        try:
            l[i] = 1.0
        except IndexError as e:
            show(e)
        try:
            del l[i]
        except IndexError as e:
            show(e)
        try:
            l.pop(i)
        except IndexError as e:
            show(e)
    try:
        l[::2] = [1.0]
    except ValueError as e:
        show(e)
    try:
        l + (1.0,)
    except TypeError as e:
        show(e)
    try:
        "".join(l)
    except TypeError as e:
        show(e)
    match base:
        case [x]:
            show("one", x)
        case [1.5, *others]:
            show("first is 1.5", others)
        case [True, x, *others]:
            show("first is true", x, others)
        case [_, *others]:
            show(others)
