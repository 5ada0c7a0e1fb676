from dataclasses import dataclass, field, fields, asdict, replace, KW_ONLY, InitVar
from typing import ClassVar


def bad_order():
    @dataclass
    class A:
        x: int = 1
        y: int


def bad_default():
    @dataclass
    class A:
        x: list = []


def bad_dict():
    @dataclass
    class A:
        x: dict = field(default={})


def both():
    field(default=1, default_factory=int)


def no_annotation():
    @dataclass
    class A:
        x = field()


def frozen_mix():
    @dataclass(frozen=True)
    class A:
        x: int

    @dataclass
    class B(A):
        y: int


def unfrozen_mix():
    @dataclass
    class A:
        x: int

    @dataclass(frozen=True)
    class B(A):
        y: int


def order_without_eq():
    @dataclass(order=True, eq=False)
    class A:
        x: int


def order_defined():
    @dataclass(order=True)
    class A:
        x: int

        def __lt__(self, other):
            return True


def hash_defined():
    @dataclass(unsafe_hash=True)
    class A:
        x: int

        def __hash__(self):
            return 1


def two_kw_only():
    @dataclass
    class A:
        _: KW_ONLY
        x: int
        __: KW_ONLY


def classvar_factory():
    @dataclass
    class A:
        x: ClassVar[int] = field(default_factory=int)


def not_dataclass():
    fields(3)


def not_instance():
    asdict(int)


def replace_init_false():
    @dataclass
    class A:
        x: int
        y: int = field(init=False, default=2)
    print(replace(A(1), x=5))
    replace(A(1), y=3)


def replace_initvar():
    @dataclass
    class A:
        x: int
        v: InitVar[int]
    replace(A(1, 2), x=3)


for f in (bad_order, bad_default, bad_dict, both, no_annotation, frozen_mix, unfrozen_mix, order_without_eq,
          order_defined, hash_defined, two_kw_only, classvar_factory, not_dataclass, not_instance, replace_init_false,
          replace_initvar):
    try:
        f()
        print("ok")
    except (TypeError, ValueError) as e:
        print(f.__name__, type(e).__name__, e)
