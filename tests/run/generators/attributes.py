# Attributes of generator objects.
def gen():
    yield 1


g = gen()
print(g.__name__, g.__qualname__, type(g).__name__, g.gi_running, g.gi_yieldfrom)
print(repr(g).startswith("<generator object gen at 0x"))
e = (x for x in [])
print(e.__name__, repr(e).startswith("<generator object <genexpr> at 0x"))
print(hasattr(g, "send"), hasattr(g, "__next__"), hasattr(g, "__len__"))


class C:
    def m(self):
        yield 1


print(C().m().__qualname__)
