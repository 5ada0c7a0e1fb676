# A free variable used before the enclosing function assigns it; deleted cells.
def f():
    def g():
        return value
    try:
        g()
    except NameError as e:
        print(type(e).__name__, e)
    value = 1
    print(g())
    del value
    try:
        g()
    except NameError as e:
        print(type(e).__name__, e)


f()
