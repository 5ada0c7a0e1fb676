# An uncaught exception with an implicit context.
def lookup(d, k):
    try:
        return d[k]
    except KeyError:
        raise ValueError("bad key " + k)


print("start")
lookup({}, "abc")
