# raise ... from None hides the context in the traceback.
def f():
    try:
        {}["missing"]
    except KeyError:
        raise RuntimeError("clean") from None


f()
