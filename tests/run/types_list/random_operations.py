# A long pseudo-random sequence of list operations, slices with all kinds of bounds among them.
class Source:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        return (self.state >> 33) % n

    def bound(self):
        return [None, self.below(30) - 15, self.below(12), -self.below(5), 10 ** 30, -10 ** 30, self.below(2) == 0][self.below(7)]

    def slice(self):
        step = [None, 1, 2, 3, -1, -2, -3, 10 ** 20, -10 ** 20][self.below(9)]
        return slice(self.bound(), self.bound(), step)


def run(seed, steps):
    r = Source(seed)
    a = []
    for step in range(steps):
        op = r.below(22)
        s = r.slice()
        try:
            if op < 4:
                a.append(step)
            elif op == 4:
                a.extend([r.below(9) for _ in range(r.below(8))])
            elif op == 5:
                a.insert(r.below(40) - 20, -step)
            elif op == 6:
                print(a.pop(r.below(20) - 10))
            elif op == 7:
                a[s] = [r.below(5) for _ in range(r.below(5))]
            elif op == 8:
                a[s] = range(len(a[s]))
            elif op == 9:
                del a[s]
            elif op == 10:
                print(s, a[s], tuple(a)[s], s.indices(len(a)), range(len(a))[s])
            elif op == 11:
                print(a.index(r.below(9), r.below(10) - 5, r.below(30) - 5))
            elif op == 12:
                a.remove(r.below(9))
            elif op == 13:
                a.reverse()
            elif op == 14:
                a.sort(key=lambda x: (x % 7, x), reverse=r.below(2) == 0)
            elif op == 15:
                a *= r.below(3)
            elif op == 16:
                a += a[:3]
            elif op == 17:
                a[r.below(20) - 10] = "s" if False else step
            elif op == 18:
                del a[r.below(20) - 10]
            elif op == 19:
                print(a.count(r.below(5)), sorted(a)[:5], a < a[1:], a == a[:], max(a, default=None), [*reversed(a)][:4])
            elif op == 20:
                a[s.start:s.stop] = a[1:4]
            elif len(a) > 40:
                del a[5:]
        except Exception as error:
            print(type(error).__name__, error)
        print(op, a)


run(5, 300)
run(99, 500)
