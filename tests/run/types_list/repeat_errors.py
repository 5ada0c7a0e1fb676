# Which operand the error of a repetition names, and when *= does not repeat the right one.
def inplace(a, b):
    a *= b
    return a


class Plain:
    pass


class Silent:
    def __mul__(self, other):
        return NotImplemented


values = [[1], (1,), "s", b"b", bytearray(b"x"), {1: 2}, {1}, None, 1.5, Plain(), Silent(), range(2)]
for a in values:
    for b in values:
        for repeat in (lambda: a * b, lambda: inplace(a, b)):
            try:
                print(repeat())
            except TypeError as e:
                print(type(a).__name__, type(b).__name__, e)
