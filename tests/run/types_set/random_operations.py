# A long pseudo-random sequence of operations on sets of mixed members; the order of iteration shows at every step.
class Source:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        return (self.state >> 33) % n


def member(r):
    kind = r.below(12)
    n = r.below(40)
    if kind < 6:
        return n - 8
    if kind == 6:
        return n / 4
    if kind == 7:
        return (n, n % 3)
    if kind == 8:
        return frozenset(range(n % 5))
    if kind == 9:
        return n << 58
    if kind == 10:
        return -(n ** 15)
    return n * 8


def run(seed, steps):
    r = Source(seed)
    sets = [set(), set(), frozenset()]
    for step in range(steps):
        op = r.below(20)
        a, b = sets[r.below(2)], sets[r.below(3)]
        if op < 6:
            a.add(member(r))
        elif op == 6:
            a.discard(member(r))
        elif op == 7:
            try:
                a.remove(member(r))
            except KeyError as e:
                print("KeyError", e)
        elif op == 8:
            if a:
                print("pop", a.pop())
        elif op == 9:
            a |= b
        elif op == 10:
            a &= b | {member(r), member(r)}
        elif op == 11:
            a -= {member(r) for _ in range(r.below(30))}
        elif op == 12:
            a ^= b
        elif op == 13:
            a.update([member(r) for _ in range(r.below(40))], (member(r),))
        elif op == 14:
            a.difference_update([member(r) for _ in range(r.below(20))])
        elif op == 15:
            a.symmetric_difference_update(dict.fromkeys(member(r) for _ in range(r.below(20))))
        elif op == 16:
            a.intersection_update([member(r) for _ in range(r.below(60))])
        elif op == 17:
            sets[2] = frozenset(b)
        elif op == 18:
            sets[r.below(2)] = set(b) if r.below(2) else b.copy() if isinstance(b, set) else set(iter(b))
        else:
            print(a | b, a & b, a - b, b - a, a ^ b)
            print(a <= b, a < b, a >= b, a > b, a == b, a != b, a.isdisjoint(b), a.issubset(list(b)), a.issuperset(list(b)))
        if step % 3 == 0:
            print(op, list(a), hash(frozenset(a)))


run(1, 300)
run(2, 300)
run(12345, 600)
