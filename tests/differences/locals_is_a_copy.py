# cpython: 1 ['a', 'd'] {'a': 1, 'd': {...}, 'b': 2}
# trivium: 1 ['a', 'd'] {'a': 9}
# Cause: the variables of a function live in registers. locals() makes a new dict at each call; CPython has one for the frame, which each
#   call brings up to date.
# Workaround: call locals() again for the present values.
def function():
    a = 1
    d = locals()
    d["a"] = 9
    names = sorted(set(locals()) - {"names"})
    b = 2
    locals().pop("names", None)
    d.pop("names", None)
    return a, names, d


print(*function())
