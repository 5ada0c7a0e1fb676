# Class bodies execute code: loops, conditionals, locals visible, del, docstring and __module__.
class C:
    """doc"""
    total = 0
    for i in range(4):
        total += i
    if total > 5:
        big = True
    else:
        small = True
    names = [n for n in ("a", "b")]
    del i

    def method(self):
        return self.total
    alias = method
    print("in body", __qualname__, __module__)


print(C.total, C.big, hasattr(C, "small"), hasattr(C, "i"), C().alias(), C.__doc__, C.__module__, C.names)
print([k for k in C.__dict__ if not k.startswith("__")])
