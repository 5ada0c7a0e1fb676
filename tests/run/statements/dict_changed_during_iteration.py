# Changing a dict's size while iterating raises RuntimeError; changing values does not.
d = {1: 1, 2: 2}
for k in d:
    d[k] = k * 10
print(d)
try:
    for k in d:
        d[k + 10] = 0
except RuntimeError as e:
    print(type(e).__name__, e)
d = {1: 1, 2: 2, 3: 3}
try:
    for k in d:
        del d[k]
        d[k + 100] = 1
except RuntimeError as e:
    print(type(e).__name__, e)
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 100)
except RuntimeError as e:
    print(type(e).__name__, e)
try:
    for x in d.items():
        d.clear()
except RuntimeError as e:
    print(type(e).__name__, e)
