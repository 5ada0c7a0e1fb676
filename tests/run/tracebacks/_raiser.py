# Raises on request; imported by uncaught_in_module.py.
def safe(x):
    return x * 2


def check(x):
    if not x:
        raise LookupError("nothing to check")
