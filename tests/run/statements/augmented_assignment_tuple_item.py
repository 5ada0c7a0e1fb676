# += on a list inside a tuple: the list changes and TypeError is raised.
t = ([1], 2)
try:
    t[0] += [5]
except TypeError as e:
    print(type(e).__name__, e)
print(t)
try:
    t[1] += 1
except TypeError as e:
    print(type(e).__name__, e)
print(t)
