# cpython: 42
# trivium: 1
# Cause: a module whose text never binds `len` uses the built-in of that name, which is decided when the program is compiled.
# Workaround: bind the name in the module's text (`len = len`), which makes it a variable that others can change.
globals()["len"] = lambda x: 42
print(len("x"))
