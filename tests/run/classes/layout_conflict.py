# Bases that cannot be combined.
class A(int):
    pass


class B(str):
    pass


for bases in ((int, str), (A, B), (list, dict), (A, list)):
    try:
        type("X", bases, {})
    except TypeError as e:
        print(e)


class Both(A, int):
    pass


class S1:
    __slots__ = ("a",)


class S2:
    __slots__ = ("b",)


try:
    class S3(S1, S2):
        pass
except TypeError as e:
    print(e)
print(Both(3) + 4)
try:
    class G(type(iter([]))):
        pass
except TypeError as e:
    print(e)
try:
    class N(type(None)):
        pass
except TypeError as e:
    print(e)
try:
    class R(range):
        pass
except TypeError as e:
    print(e)
