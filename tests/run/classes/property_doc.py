# Where the docstring of a property comes from, also in subclasses of property.
class Documented(property):
    "of the class"


class Plain(property):
    pass


def getter(self):
    "of the getter"


for cls in (property, Documented, Plain):
    silent = cls(lambda self: 1)
    print(cls.__name__, cls(getter).__doc__, silent.__doc__, cls(getter).getter(lambda self: 0).__doc__)
print(property(getter, doc="given").__doc__, property(lambda self: 1, doc="given").__doc__)
