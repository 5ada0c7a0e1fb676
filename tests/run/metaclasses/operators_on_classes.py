# Dunder methods of the metaclass apply to classes: len, iteration, [], +, repr, contains, attributes.
class Meta(type):
    def __len__(cls):
        return len(cls.items)

    def __iter__(cls):
        return iter(cls.items)

    def __getitem__(cls, i):
        return cls.items[i]

    def __contains__(cls, x):
        return x in cls.items

    def __repr__(cls):
        return f"<Meta {cls.__name__}>"

    def __add__(cls, other):
        return cls.__name__ + "+" + str(other)

    def __getattr__(cls, name):
        return "dynamic " + name

    @property
    def prop(cls):
        return "property of class " + cls.__name__

    def __eq__(cls, other):
        return isinstance(other, Meta)

    __hash__ = type.__hash__


class C(metaclass=Meta):
    items = [3, 1, 2]


class D(metaclass=Meta):
    items = []


print(len(C), list(C), C[1], 2 in C, C, C + 5, C.whatever, C.prop, sorted(C), bool(D), C == D, hasattr(C(), "whatever"))
