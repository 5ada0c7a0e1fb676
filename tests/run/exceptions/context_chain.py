# __context__ is set implicitly, through functions, finally and nested handlers.
def chain(e):
    out = []
    while e is not None:
        out.append(f"{type(e).__name__}({e})")
        e = e.__context__
    return " <- ".join(out)


try:
    try:
        try:
            raise ValueError("one")
        except ValueError:
            raise KeyError("two")
    except KeyError:
        raise IndexError("three")
except IndexError as e:
    print(chain(e))


def helper():
    raise TypeError("in helper")


try:
    try:
        1 / 0
    except ZeroDivisionError:
        helper()
except TypeError as e:
    print(chain(e))
try:
    try:
        raise ValueError("body")
    finally:
        raise KeyError("finally")
except KeyError as e:
    print(chain(e))
try:
    try:
        raise ValueError("handled")
    except ValueError:
        pass
    raise KeyError("later")
except KeyError as e:
    print(chain(e))
try:
    try:
        raise ValueError("a")
    except ValueError as a:
        try:
            raise KeyError("b")
        except KeyError as b:
            raise a
except ValueError as e:
    print(chain(e))
