# repr of containers that contain themselves.
a = [1]
a.append(a)
d = {"k": a}
d["self"] = d
t = (a, [])
t[1].append(t)
print(a, d, t, [a, a], a[1][1] is a)


class Node:
    def __init__(self):
        self.kids = [self]

    def __repr__(self):
        return f"Node({len(self.kids)})"


n = Node()
n.kids.append(n.kids)
print(n.kids)
s = [[]] * 2
print(s)
try:
    a == [1, a] and a == a.copy()
    b = [1]
    b.append(b)
    print(a == b)
except RecursionError as e:
    print(type(e).__name__, e)
