# A long pseudo-random sequence of operations on dicts; order and contents show at every step.
class Source:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        return (self.state >> 33) % n


def key(r):
    n = r.below(30)
    return [n, float(n), str(n), (n, str(n)), n % 2 == 0, frozenset([n % 4]), None, -n][r.below(8)]


def run(seed, steps):
    r = Source(seed)
    d, e = {}, {}
    for step in range(steps):
        op = r.below(24)
        k = key(r)
        if op < 5:
            d[k] = step
        elif op == 5:
            try:
                del d[k]
            except KeyError as error:
                print("KeyError", error)
        elif op == 6:
            print(d.pop(k, "none"), d.get(k, "absent"), k in d)
        elif op == 7:
            if d:
                print(d.popitem())
        elif op == 8:
            d.update({key(r): step for _ in range(r.below(6))})
        elif op == 9:
            d |= e
        elif op == 10:
            e = d | e
        elif op == 11:
            print(d.setdefault(k, step), d[k])
        elif op == 12:
            e = d.copy() if r.below(2) else dict(d)
        elif op == 13:
            e = dict.fromkeys(list(d)[::2], step)
        elif op == 14:
            print(d.keys() & e.keys() == {x for x in d if x in e}, len(d.keys() | e.keys()), len(d.keys() ^ e.keys()))
            print(d.keys() <= e.keys(), d.items() >= e.items(), d == e, d != e, d.keys().isdisjoint(e))
        elif op == 15:
            print(list(reversed(d)), list(reversed(d.items()))[:3])
        elif op == 16:
            d = {v: k2 for k2, v in d.items()} if r.below(3) else d
        elif op == 17:
            d.update([(key(r), key(r)), [key(r), 2]], named=step)
        elif op == 18 and r.below(8) == 0:
            d.clear()
        elif op == 19:
            for x in list(d)[::3]:
                del d[x]
        elif op == 20:
            print(min(d.values(), key=str, default=None), len(d.items() - e.items()))
        else:
            d[k] = d.get(k, 0)
        print(op, d, len(d))


run(3, 250)
run(77, 400)
