# __class_getitem__ and subscripted built-in types.
class Vec:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item!r}]"


print(Vec[3], Vec["a", 1])
print(list[int], dict[str, int], tuple[int, ...], type[int], set[str])
print(list[int]([1, 2]), list[int].__origin__, list[int].__args__)
try:
    int[3]
except TypeError as e:
    print(e)
