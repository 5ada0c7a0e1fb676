# A list that grows or shrinks while it is iterated.
items = [1, 2, 3]
for x in items:
    if x < 6:
        items.append(x + 3)
print(items)
items = list(range(8))
for x in items:
    if x % 2 == 0:
        items.remove(x)
print(items)
seen = []
items = [1, 2, 3, 4]
for x in items:
    seen.append(x)
    items.pop()
print(seen, items)
