# Complex arithmetic, repr, attributes and methods.
a, b = 3 + 4j, 1 - 2j
print(a + b, a - b, a * b, a / b, a ** 2, a ** 0, abs(a), -a, +a, a == 3 + 4j, a != b, a.real, a.imag, a.conjugate())
print(a + 1, 2.5 * a, 1 / a, a ** 0.5, 2 ** a)
print(1j, -1j, 0j, complex(0, -0.0), complex(-0.0, 1), complex(1, float("inf")), complex(float("nan"), 2), complex(1.5))
print(complex("1+2j"), complex("j"), complex("-3.5e2-1j"), complex(" ( 1-1j ) "), complex(1 + 1j, 2), complex())
print(complex(1, 1j))
print(repr(1e20 + 1e-5j), str(0.1 + 0.2j), [1j], hash(1 + 0j) == hash(1), hash(2j), 1 + 0j == 1, (1 + 2j) in [1 + 2j])
print(bool(0j), bool(1j), 1j * 1j, 1j ** 2, (1 + 1j) ** 3, (1 + 2j) ** -1)
print(f"{a}", f"{a:.2f}", f"{1.5 + 2.25j:+.1f}", f"{a:>12}", format(a, "g"), "{:.1e}".format(a), "%s" % a)
for f in (
        lambda: a < b, lambda: a // b, lambda: a % b, lambda: int(a), lambda: float(a), lambda: complex("x"),
        lambda: complex("1", 2), lambda: divmod(a, b), lambda: round(a), lambda: 0j ** -1, lambda: "%d" % a,
        lambda: abs("j"), lambda: complex(None),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
