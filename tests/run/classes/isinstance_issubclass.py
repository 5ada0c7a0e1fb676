# isinstance and issubclass with tuples, unions, bool and errors.
class A: pass
class B(A): pass


print(isinstance(True, int), isinstance(1, bool), isinstance(1, (str, int)), isinstance("x", (int, (float, (str,)))))
print(isinstance(1, int | str))
print(isinstance(None, type(None)), isinstance(B(), A), isinstance(A(), B), isinstance(B, type), isinstance(3, object))
print(isinstance(None, int | None))
print(issubclass(B, A), issubclass(bool, int), issubclass(int, (str, object)), issubclass(A, A))
print(issubclass(KeyError, LookupError))
for f in (
        lambda: isinstance(1, 2), lambda: issubclass(1, int), lambda: issubclass(int, 1), lambda: isinstance(1, (2,)),
        lambda: isinstance(1, [int]),
):
    try:
        print(f())
    except TypeError as e:
        print(e)


class Meta(type):
    def __instancecheck__(cls, obj):
        return obj == 42

    def __subclasscheck__(cls, sub):
        return sub is int


class Answer(metaclass=Meta):
    pass


print(isinstance(42, Answer), isinstance(41, Answer), issubclass(int, Answer), issubclass(str, Answer))
