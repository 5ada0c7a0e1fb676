# Iteration order after removals, pops and re-insertion.
s = set(range(20))
for i in (3, 7, 8, 15, 0):
    s.discard(i)
print(s)
for i in (100, 50, 7, 33, 0):
    s.add(i)
print(s)
order = []
while s:
    order.append(s.pop())
    if len(order) == 5:
        s.add(1)
        s.add(200)
print(order)
s = {1, 2, 3}
s.remove(1)
s.add(9)
s.add(17)
s.remove(9)
s.add(1)
print(s, list(s))
t = set()
for i in range(50):
    t.add(i * 8)
    if i % 3 == 0:
        t.remove(i * 8)
print(t)
