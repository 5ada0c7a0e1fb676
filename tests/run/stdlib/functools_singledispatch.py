from functools import singledispatch, singledispatchmethod
from collections.abc import Sequence
from typing import Union


@singledispatch
def show(x, pre=""):
    return f"{pre}object {x!r}"


@show.register
def _(x: int, pre=""):
    return f"{pre}int {x}"


@show.register(list)
def show_list(x, pre=""):
    return f"{pre}list of {len(x)}"


@show.register
def _(x: float | complex, pre=""):
    return f"{pre}number {x}"


@show.register
def _(x: Union[bytes, bytearray], pre=""):
    return "bytes"


@show.register(Sequence)
def _(x, pre=""):
    return "sequence"


class L(list):
    pass


for v in (1, True, 1.5, 2j, "s", [1], L(), (1,), None, b"x", {}):
    print(show(v), show(v, pre="> "))
print(show.dispatch(bool)(True), show.registry[list] is show_list, show.__name__)
try:
    show()
except TypeError as e:
    print(e)


class Negator:
    @singledispatchmethod
    def neg(self, arg):
        raise NotImplementedError("Cannot negate a")

    @neg.register
    def _(self, arg: int):
        return -arg

    @neg.register
    def _(self, arg: bool):
        return not arg


n = Negator()
print(n.neg(5), n.neg(True))
try:
    n.neg("x")
except NotImplementedError as e:
    print(e)
