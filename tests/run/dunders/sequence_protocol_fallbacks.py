# reversed(), in and iteration fall back to __len__ and __getitem__.
class Sq:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        if isinstance(i, slice):
            return [self[j] for j in range(*i.indices(self.n))]
        if i < 0:
            i += self.n
        if not 0 <= i < self.n:
            raise IndexError("out of range")
        return i * i


s = Sq(5)
print(list(s), list(reversed(s)), 9 in s, 10 in s, s[-1], s[1:4], s[::-1], sum(s), max(s), sorted(s, reverse=True))
print(tuple(s), [*s], bool(Sq(0)))
a, *b = s
print(a, b, list(enumerate(s)), list(zip(s, "ab")))
try:
    s[5]
except IndexError as e:
    print(e)
