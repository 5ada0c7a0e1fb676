# Calling objects that are not callable.
class C:
    pass


for obj in (1, "s", None, [], {}, (), C(), 1.5, True):
    try:
        obj()
    except TypeError as e:
        print(e)
print([callable(o) for o in (1, C, C(), len, lambda: 0, "".join)])
