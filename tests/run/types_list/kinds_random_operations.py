# The same random operations on a list, whose items may be kept by type, and on an instance of a subclass, whose are not.
import random


class Plain(list):
    pass


def value(kind, rng):
    if kind == 0:
        return rng.randrange(-4, 5) / 2
    if kind == 1:
        return rng.random() < 0.5
    if kind == 2:
        return rng.randrange(3)
    return rng.choice([0.5, True, 1, "s", None, 2**65])


def run(seed):
    rng = random.Random(seed)
    kind = seed % 3 if rng.random() < 0.9 else 3
    a = [value(kind, rng) for _ in range(rng.randrange(6))]
    b = Plain(a)
    for _ in range(40):
        used = kind if rng.random() < 0.93 else rng.randrange(4)
        v = value(used, rng)
        more = [value(used, rng) for _ in range(rng.randrange(4))]
        n = len(a)
        i = rng.randrange(-2, n + 2)
        k = rng.randrange(-2, n + 2)
        step = rng.choice([-2, -1, 1, 1, 2])
        op = rng.randrange(22)
        results = []
        for l in (a, b):
            try:
                if op <= 2: r = l.append(v)
                elif op == 3: r = l.insert(i, v)
                elif op == 4: r = l.pop()
                elif op == 5: r = l.pop(i)
                elif op == 6: r = l.extend(more)
                elif op == 7: l[i] = v; r = None
                elif op == 8: r = l[i]
                elif op == 9: r = list(l[i:k:step])
                elif op == 10: l[i:k] = more; r = None
                elif op == 11: l[i:k:step] = more; r = None
                elif op == 12: del l[i:k:step]; r = None
                elif op == 13: r = l.reverse()
                elif op == 14: r = l.index(v)
                elif op == 15: r = (l.count(v), v in l)
                elif op == 16: r = l.remove(v)
                elif op == 17: r = l.sort(key=repr) if n < 30 else l.clear()
                elif op == 18: r = l.sort(reverse=i > 2)
                elif op == 19: r = list(l + more), list(l * 2), list(iter(l)), tuple(l), list(reversed(l))
                elif op == 20: l.__iadd__(x for x in more); r = list(map(type, l))
                else:
                    if n > 12: l.clear()
                    r = (l == more, l != more, l[:1] < more[:1])
            except (IndexError, ValueError, TypeError) as e:
                r = type(e).__name__
            results.append(repr(r))
        assert results[0] == results[1], (seed, op, results)
        assert repr(a) == repr(list(b)) and a == b, (seed, op, a, b)
    return a


total = 0
for seed in range(400):
    final = run(seed)
    total = (total * 31 + len(repr(final))) % 1000003
    if seed % 40 == 0:
        print(seed, final)
print(total)
