# Exceptions without a message print the bare name.
def f():
    raise ValueError


f()
