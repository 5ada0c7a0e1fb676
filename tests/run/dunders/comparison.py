# Rich comparison: reflection, NotImplemented, default != from ==, total control.
class V:
    def __init__(self, x):
        self.x = x

    def __eq__(self, o):
        print("eq", end=" ")
        return self.x == o.x if isinstance(o, V) else NotImplemented

    def __lt__(self, o):
        print("lt", end=" ")
        return self.x < o.x if isinstance(o, V) else NotImplemented


a, b = V(1), V(2)
print(a == b, a != b, a < b, a > b, a == 1, a != 1, 1 == a)
for f in (lambda: a <= b, lambda: a < 1, lambda: 1 > a, lambda: a >= b):
    try:
        print(f())
    except TypeError as e:
        print(e)
try:
    hash(a)
except TypeError as e:
    print(e)
print(sorted([V(3), V(1)])[0].x, max(V(3), V(5), V(4)).x, V(1) in [V(0), V(1)], [V(1)] == [V(1)], (V(1), 2) < (V(1), 3))


class Odd:
    def __eq__(self, o):
        return "equal?"

    def __lt__(self, o):
        return []

    def __ne__(self, o):
        return 0


o = Odd()
print(o == 1, o < 1, o != 1, 1 == o, [o] == [1], not (o < 2))


class Sub(V):
    def __eq__(self, other):
        print("sub eq", end=" ")
        return True


print(V(1) == Sub(2), Sub(1) == V(2))
