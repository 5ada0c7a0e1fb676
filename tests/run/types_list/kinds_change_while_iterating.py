# A list whose items change their type while an iterator, a sort, a comparison or a function is at it.


def watch(l, changes, limit=12):
    seen = []
    for step, x in enumerate(l):
        seen.append(x)
        if step in changes:
            changes[step](l)
        if step >= limit:
            break
    print(seen, l)


watch([1.0, 2.0, 3.0], {0: lambda l: l.append("s")})
watch([1.0, 2.0, 3.0], {1: lambda l: l.__setitem__(2, 7)})
watch([1.0, 2.0, 3.0], {0: lambda l: l.clear()})
watch([1.0, 2.0, 3.0], {0: lambda l: (l.clear(), l.extend([True, False, True]))})
watch([1.0, 2.0, 3.0], {1: lambda l: (l.clear(), l.extend("abcd"))})
watch([True, False, True], {0: lambda l: l.append(2.5), 1: lambda l: l.insert(0, None)})
watch([True, False, True], {0: lambda l: (l.clear(), l.append(1.5), l.append(2.5), l.append(3.5))})
watch(["a", "b", "c"], {0: lambda l: (l.clear(), l.extend([1.5, 2.5, 3.5]))})
watch(["a", "b", "c"], {1: lambda l: l.__init__([1.5, 2.5, 3.5])})
watch(["a", "b", "c"], {0: lambda l: l.__setitem__(slice(None), [1.5, 2.5, 3.5])})
watch([1, 2], {0: lambda l: (l.pop(), l.pop(), l.append(1.5), l.append(2.5)), 1: lambda l: l.append("end")})
watch([1, 2, 3], {0: lambda l: (l.clear(), l.append(1.5), l.clear(), l.append(True), l.append(False))})

empty = []
it = iter(empty)
empty.append(1.5)
empty.append(2.5)
print(next(it), it.__length_hint__())
empty.append("x")
print(next(it), next(it), next(it, "end"), next(it, "end"))
empty = []
it = iter(empty)
empty.append("x")
empty.clear()
empty.append(1.5)
print(list(it), empty)
empty = [1.5]
it, back = iter(empty), reversed(empty)
empty.clear()
empty.append("x")
print(list(it), list(back))

todo = [8.0]
for x in todo:
    if x > 1:
        todo.append(x / 2)
    else:
        todo.append(int(x) - 1) if x == 1 else None
print(todo)


def mixed(l):
    total = 0
    for x in l:
        total += x
    return total


for l in ([1.5, 2.5] * 50, [True, False] * 50, [1, 2] * 50, [1.5, 1] * 50, [], [2**80, 0.5]):
    print(mixed(l), mixed(tuple(l)))


def fill(n, make):
    l = []
    for i in range(n):
        l.append(make(i))
        if l and l[-1] == l[0]:
            l[0] = l[-1]
    return l


for make in (float, bool, int, str, lambda i: float(i) if i < 20 else i, lambda i: i > 5 if i < 20 else i / 2,
             lambda i: [float(i)], lambda i: float(i) if i % 2 else i % 4 == 0):
    l = fill(30, make)
    print(l, [type(x).__name__[0] for x in l])
    print([make(i) for i in range(25)])


def keep(l):
    def key(x):
        l.append(x)
        return -x
    return key


for start in ([3.0, 1.0, 2.0], [True, False], [1, 3, 2]):
    l = start[:]
    try:
        l.sort(key=keep(l))
    except ValueError as e:
        print(e)
    print(l)
    l = start[:]
    try:
        l.sort(key=lambda x: l.clear() or x)
    except ValueError as e:
        print(e)
    print(l)
    l = start[:]
    l.sort(key=lambda x: print(l, len(l)) or x)
    print(l)
    l = start[:]
    try:
        l.sort(key=lambda x: 1 / (x - start[0]))
    except ZeroDivisionError as e:
        print(e)
    print(sorted(l))
    it = iter(l)
    next(it)
    try:
        l.sort(key=lambda x: (l.append(1.5), l.clear(), x)[2])
    except ValueError as e:
        print(e)
    print(list(it), l)


class Sly:
    def __init__(self, l, value):
        self.l, self.value = l, value

    def __eq__(self, other):
        self.l[:] = [self.value] * len(self.l)
        return other == self.value

    def __lt__(self, other):
        return False


for value in (2.5, True, "s"):
    l = [1.0, 2.0, 3.0]
    print(Sly(l, value) in l, l)
    l = [1.0, 2.0, 3.0]
    print(l == [1.0, Sly(l, value), value], l)
    l = [1.0, 2.0, 3.0]
    print(l.count(Sly(l, value)), l)
    l = [True, True, False]
    try:
        l.remove(Sly(l, value))
    except ValueError as e:
        print(e)
    print(l)

shared = [0.0] * 3
rows = [shared] * 2
rows[0][1] = 5
rows[1].append(True)
print(rows, rows[0] is rows[1], shared)
x = y = [1.5]
x += ["s"]
y.extend(y)
y.extend(y[::-1])
print(x, y, x is y)
z = [2.5, 3.5]
z[1:1] = z
z[::2] = z[1::2]
z += z
print(z)
b = [True]
b *= 5
b[1:4:2] = [False, False]
b[2:3] = b
print(b)
