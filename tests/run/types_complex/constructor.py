# complex(): texts, pairs of numbers, __complex__, __float__, __index__; errors.


class C:
    def __complex__(self):
        return 1 + 2j


class C2:
    def __complex__(self):
        return 1


class F:
    def __float__(self):
        return 2.5


class I:
    def __index__(self):
        return 7


class S(complex):
    pass


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: complex(), lambda: complex(1), lambda: complex(1.5, -0.0), lambda: complex(True), lambda: complex("1"),
    lambda: complex("1+2j"), lambda: complex("( 1+2j )"), lambda: complex("j"), lambda: complex("-J"),
    lambda: complex("1e3j"), lambda: complex("1.5e-3+.5j"), lambda: complex("infj"), lambda: complex("nan-infj"),
    lambda: complex("infinity"), lambda: complex("1-j"), lambda: complex("1_000j"), lambda: complex("\u0661+\u0662j"),
    lambda: complex("\u00a01\u2003"), lambda: complex(C()), lambda: complex(F()), lambda: complex(I()),
    lambda: complex(1, I()), lambda: complex(C(), 1), lambda: complex(1j, 1j), lambda: complex(1 + 2j, 3 + 4j),
    lambda: complex(1, 2j), lambda: complex(real=1, imag=2), lambda: complex(imag=2), lambda: S(1),
    lambda: type(S(1 + 2j)), lambda: type(complex(S(1))), lambda: type(+S(1)), lambda: complex("1", "2"),
    lambda: complex(1, "2"), lambda: complex("x"), lambda: complex(""), lambda: complex("1 + 2j"),
    lambda: complex("(1+2j"), lambda: complex("1+2j)"), lambda: complex("1+2"), lambda: complex("1j+2"),
    lambda: complex("1+-2j"), lambda: complex("1__0"), lambda: complex("_1"), lambda: complex("1_"),
    lambda: complex("1\x00"), lambda: complex(b"1"), lambda: complex(None), lambda: complex(1, None),
    lambda: complex(C2()), lambda: complex(1, C()), lambda: complex(foo=1), lambda: complex(1, 2, 3),
    lambda: complex(10**400),
)
