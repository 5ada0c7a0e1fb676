# Exceptions raised inside comprehensions propagate.
for make in (lambda: [1 // (x - 2) for x in range(5)], lambda: {k: int(k) for k in ("1", "x")},
             lambda: {x[5] for x in ("abc",)},
             lambda: [a for a, b in [(1, 2), (3,)]], lambda: [x for x in None]):
    try:
        make()
    except Exception as e:
        print(type(e).__name__, e)
