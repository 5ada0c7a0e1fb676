# Subclasses of list and tuple: extra state, overridden methods, slices give plain lists.
class Stack(list):
    def __init__(self, *items):
        super().__init__(items)
        self.ops = 0

    def push(self, x):
        self.ops += 1
        self.append(x)

    def __repr__(self):
        return f"Stack({list(self)!r})"

    def __getitem__(self, i):
        return "item " + str(super().__getitem__(i))


s = Stack(1, 2)
s.push(3)
print(s, s.ops, len(s), s[0], list(s), s == [1, 2, 3], isinstance(s, list), sorted(s, reverse=True), 2 in s, s.__dict__)
s += [9]
print(s, type(s).__name__, type(s + [1]).__name__, type(s.copy()).__name__, str(s), f"{s}")


class Plain(list):
    pass


p = Plain("ab")
print(p, p[0:1], type(p[0:1]).__name__, type(p * 2).__name__, p)


class T(tuple):
    def __add__(self, o):
        return "custom add"


t = T((1, 2))
print(t, t + (3,), (3,) + t, hash(t) == hash((1, 2)), t[0], {(1, 2): "found"}[t])
