# Powers, division, comparison, hash and repr of complex numbers at the edges.


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: 0j ** 0, lambda: 0j ** 2, lambda: 0j ** -1, lambda: 0j ** 1j, lambda: 1j ** 2, lambda: 1j ** 0.5,
    lambda: (1 + 2j) ** -3, lambda: (1 + 2j) ** 100, lambda: (1 + 2j) ** 101, lambda: (1 + 2j) ** (3 + 4j),
    lambda: (-8) ** (1 / 3), lambda: 2 ** 1j, lambda: (1e200 + 1j) ** 2, lambda: 1j / 0, lambda: 1 / 0j,
    lambda: (1 + 2j) / (3 - 4j), lambda: (1 + 2j) * (3 - 4j), lambda: complex("inf") * 1j,
    lambda: (1e300 + 1e300j) * (1e10 + 1j), lambda: abs(3 + 4j), lambda: abs(complex(1e308, 1.5e308)),
    lambda: abs(complex("inf+nanj")), lambda: hash(1 + 0j), lambda: hash(1j), lambda: hash(-1j),
    lambda: hash(1.5 + 2.5j), lambda: 1 + 0j == 1, lambda: 1 + 0j == 10**400, lambda: 2**53 + 1 == complex(2**53),
    lambda: 1j == None, lambda: {1 + 0j: 1}[1], lambda: 1j + 10**400, lambda: 1j + "x", lambda: 1j < 2,
    lambda: max(1j, 2j), lambda: sorted([2j, 1j]), lambda: 1j // 2, lambda: 1j % 2, lambda: pow(1j, 2, 3),
    lambda: setattr(1j, "real", 1), lambda: repr(complex(1e16, 1e-5)), lambda: repr(complex(1e15, 0.1)),
    lambda: complex(-0.0, -0.0), lambda: -(0j), lambda: -1j, lambda: bool(complex("nan")),
    lambda: (1 + 2j).__getnewargs__(), lambda: sum([1j, 2]), lambda: 2.0 * 1j, lambda: True + 1j,
    lambda: 1 - complex(1, 2),
)
