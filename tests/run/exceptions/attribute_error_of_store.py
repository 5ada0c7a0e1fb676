# An attribute that cannot be stored or deleted: the exception knows neither name nor object, so the traceback suggests nothing.
class Plain:
    def __init__(self):
        self.abc = 1


class Slotted:
    __slots__ = ("abc",)


def delete_missing():
    del Plain().abd


def store_unknown():
    Slotted().abd = 1


def delete_unknown():
    del Slotted().abd


def of_int():
    (5).real2 = 1


for f in (delete_missing, store_unknown, delete_unknown, of_int):
    try:
        f()
    except AttributeError as error:
        print(error, error.name, error.obj)
try:
    delattr(Plain(), "x")
except AttributeError as error:
    print(error, error.name, error.obj)
del Plain().abd
