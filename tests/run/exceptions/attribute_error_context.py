# An AttributeError of the program's own __getattr__ or property gets name and obj from the access that it ends.
class Dynamic:
    def __getattr__(self, name):
        raise AttributeError(f"no {name}")


class Lazy:
    @property
    def value(self):
        raise AttributeError("not yet")


class Named:
    def __getattr__(self, name):
        raise AttributeError("own", name="other", obj=5)


dynamic, lazy, named = Dynamic(), Lazy(), Named()
for access in (lambda: dynamic.missing, lambda: dynamic.method(1), lambda: getattr(dynamic, "by_name"), lambda: lazy.value,
               lambda: named.x, lambda: super(Dynamic, dynamic).nothing):
    try:
        access()
    except AttributeError as e:
        print(e, e.name, e.obj is dynamic, e.obj is lazy)
print(getattr(dynamic, "x", "default"), hasattr(lazy, "value"))
