# What changing a set while it is walked, compared or asked does.
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as e:
    print(e)
try:
    for x in s:
        s.discard(x)
except RuntimeError as e:
    print(e)
it = iter({1, 2, 3})
print(next(it), it.__length_hint__(), list(it), it.__length_hint__(), next(it, "end"))
s = {1}
it = iter(s)
s.add(2)
for _ in range(2):
    try:
        next(it)
    except RuntimeError as e:
        print(e, it.__length_hint__())


class Key:
    target = None

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        if Key.target is not None:
            target, Key.target = Key.target, None
            target.clear()
            target.update(Key(k) for k in range(20, 24))
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return "K%d" % self.n


s = {Key(1), Key(2), Key(3)}
Key.target = s
print(Key(3) in s, sorted(k.n for k in s))
s = {Key(1), Key(2), Key(3)}
Key.target = s
s.add(Key(21))
print(sorted(k.n for k in s))


class Bad:
    def __hash__(self):
        return 2

    def __eq__(self, other):
        raise ValueError("no comparison")


s = {2, "x"}
for f in (lambda: Bad() in s, lambda: s.add(Bad()), lambda: s | {Bad()}, lambda: s.discard(Bad()), lambda: s == {Bad(), 1}):
    try:
        print(f())
    except ValueError as e:
        print(e)
print(sorted(map(str, s)))


class NoHash:
    __hash__ = None


class BadHash:
    def __hash__(self):
        return "x"


for f in (lambda: {NoHash()}, lambda: NoHash() in {1}, lambda: {BadHash()}, lambda: {1}.discard([]), lambda: set([{}])):
    try:
        f()
    except TypeError as e:
        print(e)
