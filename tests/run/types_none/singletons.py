# None, Ellipsis and NotImplemented: repr, type, operators, calls.
print(None, ..., NotImplemented, type(None), type(...), type(NotImplemented), bool(None), bool(...), None == None)
print(None != 0, None is None, [None] * 2, str(None), repr(Ellipsis), hash(None) == hash(None), {None: 1}[None])
print(None == False, None in [0, None])
print(type(None)(), type(...)() is ..., isinstance(None, object), None.__class__.__name__, (None).__eq__(1))
print(None.__bool__())
nothing = None
for f in (
        lambda: None + 1, lambda: None < None, lambda: nothing(), lambda: nothing[0], lambda: len(None),
        lambda: iter(None), lambda: None.x, lambda: int(None), lambda: -None, lambda: ... < 1,
        lambda: NotImplemented + 1, lambda: type(None)(1),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
