# assert with and without message, with message expression evaluated only on failure.
def note():
    print("message evaluated")
    return "boom"


assert True, note()
assert 1 + 1 == 2
for test in (1, 2, 3, 4):
    try:
        if test == 1:
            assert False
        elif test == 2:
            assert 0, "zero"
        elif test == 3:
            assert [], note()
        else:
            assert None, (1, 2)
    except AssertionError as e:
        print(type(e).__name__, repr(e), str(e), e.args)
