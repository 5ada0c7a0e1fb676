# ExceptionGroup and except*.
def f(*excs):
    try:
        raise ExceptionGroup("group", list(excs))
    except* ValueError as g:
        print("values", [str(e) for e in g.exceptions])
    except* (TypeError, KeyError) as g:
        print("types", [repr(e) for e in g.exceptions])
    else:
        print("else")
    finally:
        print("finally")


f(ValueError("a"), ValueError("b"))
f(TypeError("t"), ValueError("v"), KeyError("k"))
try:
    f(IndexError("i"), ValueError("v"))
except ExceptionGroup as g:
    print("left over", repr(g))
try:
    raise ValueError("plain")
except* ValueError as g:
    print(repr(g))
g = ExceptionGroup("m", [ValueError(1), ExceptionGroup("n", [KeyError(2)])])
print(g, g.message, g.exceptions)
print(g.subgroup(KeyError), g.split(ValueError))
