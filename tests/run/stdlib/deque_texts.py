# Representation, comparison, arithmetic, errors of deque; changes during iteration.
from collections import deque
import copy

d = deque([1, 2, 3])
print(d, deque([1], maxlen=3), deque(maxlen=0), deque("ab", 1), deque(iterable=[1]), bool(deque()), d.maxlen, deque([], 4).maxlen)
d.append(d)
print(d, d[3] is d)
d.pop()
print(d == deque([1, 2, 3]), d != deque([1, 2]), d < deque([1, 2, 4]), d <= deque([1, 2, 3]), d > deque([1]), d == [1, 2, 3])
print(d + deque([9]), d * 2, 2 * d, deque([1, 2], 3) * 2, d * 0, deque([1], 2) + deque([2, 3]))
d += [4]
d *= 2
print(d, d.index(4), d.index(1, 1), d.index(2, -4), d.count(1), d.copy() == d, copy.copy(d) == d, type(copy.deepcopy(d)).__name__)
d = deque(range(5), maxlen=5)
d += d
print(d, copy.copy(d).maxlen, d.copy())
print(type(iter(d)).__name__, type(reversed(d)).__name__, iter(d).__length_hint__(), list(reversed(d)))


class Sub(deque):
    def __init__(self, *args, name=None, **kw):
        super().__init__(*args, **kw)
        self.name = name


s = Sub([1, 2], name="n")
print(s, s.name, type(s + deque([3])).__name__, type(s.copy()).__name__, Sub([1], 3).copy(), type(s * 2).__name__)
match deque([1, 2, 3]):
    case [first, *rest]:
        print(first, rest)
for change in (lambda d: d.append(1), lambda d: d.popleft(), lambda d: d.rotate(1), lambda d: d.clear(), lambda d: d.__setitem__(0, 9)):
    d = deque([1, 2, 3])
    try:
        for x in d:
            change(d)
            if len(d) > 10:
                break
        print("done", d)
    except RuntimeError as e:
        print(e)


class Clears:
    def __eq__(self, other):
        target.clear()
        return False


for f in (lambda: target.remove(5), lambda: target.index(5), lambda: 5 in target, lambda: target.count(5)):
    target = deque([Clears(), 1, 2])
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
for f in (
        lambda: deque(1), lambda: deque([], -1), lambda: deque([], "a"), lambda: deque([], 1, 2), lambda: deque(foo=1), lambda: deque([], 1.5),
        lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1]).index(2), lambda: deque([1]).index(1, 2), lambda: deque([1]).index(),
        lambda: deque([1]).remove(2), lambda: deque([1], 1).insert(0, 3), lambda: deque([1]).insert("a", 3), lambda: deque([1]).insert(1),
        lambda: deque([1])[3], lambda: deque([1])["a"], lambda: deque([1])[0:1], lambda: deque([1]).rotate("a"), lambda: deque([1]).rotate(1, 2),
        lambda: deque([1]) + [1], lambda: deque([1]) * "a", lambda: deque([1]) < [2], lambda: hash(deque()), lambda: deque().copy(1),
        lambda: deque().append(), lambda: deque().extend(4), lambda: deque([1]) - deque(), lambda: deque([1]).foo,
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
