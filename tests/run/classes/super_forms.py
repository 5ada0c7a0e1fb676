# super() in class methods, static contexts, properties, nested functions; its errors.
class A:
    @classmethod
    def make(cls):
        return f"A.make({cls.__name__})"

    @property
    def value(self):
        return 10

    def __getitem__(self, i):
        return i


class B(A):
    @classmethod
    def make(cls):
        return "B+" + super().make()

    @property
    def value(self):
        return super().value + 1

    def nested(self):
        def inner():
            return super(B, self).value
        return inner(), [super(B, self).value for _ in range(1)]

    def item(self):
        return super().__getitem__(3)

    def missing(self):
        return super().nothing


b = B()
print(B.make(), b.value, b.nested(), b.item())
try:
    b.missing()
except AttributeError as e:
    print(e)
try:
    super(B, 5).x
except TypeError as e:
    print(e)


def outside():
    super().x


try:
    outside()
except RuntimeError as e:
    print(e)
print(super(B, b).make(), super(B, B).make(), repr(super(B, b)).startswith("<super: <class 'B'>, <B object>>"))
