# pass, bare expressions, docstrings and ... as a body.
"""Not the module docstring: comments do not count."""


def empty(): pass


def dots(): ...


def documented():
    """Doc of function."""


class C:
    """Doc of class."""


1 + 1
"string expression"
print(empty(), dots(), documented(), documented.__doc__, C.__doc__, __doc__, empty.__doc__)
if True: pass; print("two on a line"); print("three")
