# nonlocal binds in the nearest enclosing function; several levels.
def a():
    x = "a"

    def b():
        def c():
            nonlocal x
            x = "c"

            def d():
                nonlocal x
                x += "d"
            d()
        c()
        return x
    return b(), x


print(a())


def shadow():
    x = 1

    def inner():
        x = 2

        def innermost():
            nonlocal x
            x = 3
        innermost()
        return x
    return inner(), x


print(shadow())
