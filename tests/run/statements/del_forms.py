# del of names, items, slices, attributes, several targets and parenthesised lists.
class Thing:
    pass


a = b = c = 1
del a, (b, c)
for name in ("a", "b", "c"):
    print(name in globals())
t = Thing()
t.x = 1
t.y = 2
del t.x
print(hasattr(t, "x"), t.__dict__)
d = {1: 2, 3: 4}
del d[1]
print(d)
lst = list(range(10))
del lst[0], lst[-1]
print(lst)
del lst[1:3]
print(lst)
del lst[::2]
print(lst)
del lst[:]
print(lst)
for action in ("del d[9]", "del lst[0]", "del t.zz"):
    try:
        if "d[9]" in action:
            del d[9]
        elif "lst" in action:
            del lst[0]
        else:
            del t.zz
    except Exception as e:
        print(type(e).__name__, e)
del (t)
del [d, lst]
try:
    del (1, 2)[0]
except TypeError as e:
    print(e)
try:
    del "abc"[0]
except TypeError as e:
    print(e)
