# cpython: replaced 3 43
# trivium: NotImplementedError replacing or deleting the built-in 'len' is not supported in compiled programs 1 43
# Cause: which built-in a name means is decided when the program is compiled. Where the text shows such a store
#   (`builtins.len = …`), the program is refused before it starts. New names can be added to builtins.
# Workaround: define a function of that name in the module that should use it.
import builtins

name = "".join(("l", "e", "n"))
original = len
try:
    setattr(builtins, name, lambda x: 3)
    result = "replaced"
except NotImplementedError as e:
    result = f"{type(e).__name__} {e}"
size = len("x")
setattr(builtins, name, original)
builtins.helper = lambda: 43
print(result, size, helper())
