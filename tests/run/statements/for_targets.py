# for accepts any assignment target: attribute, subscript, nested tuples, starred.
class Box:
    pass


box = Box()
for box.value in (1, 2, 3):
    pass
print(box.value)
data = [0, 0]
for data[1] in "xyz":
    pass
print(data)
for (a, (b, c)), d in [((1, (2, 3)), 4), ((5, (6, 7)), 8)]:
    print(a, b, c, d)
for first, *rest in ["abc", [1], (4, 5)]:
    print(first, rest)
for [x, y] in [(1, 2)]:
    print(x + y)
