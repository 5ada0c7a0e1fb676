# slice objects: attributes, indices, equality, repr.
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None), s == slice(1, 10, 2), s.indices(5))
print(slice(None, None, -1).indices(4), slice(-3, None).indices(10), slice(100).indices(3), slice("a", [1]))
print(slice(-100, 100, 3).indices(7), slice(None, -1, -2).indices(6))
try:
    hash(s)
except TypeError as e:
    print(e)
for f in (
        lambda: slice(), lambda: slice(1, 2, 0).indices(5), lambda: s.indices(-1), lambda: slice("a").indices(3),
        lambda: slice(1, 2, 3, 4),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
