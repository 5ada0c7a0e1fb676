# Import statements find what the program put into sys.modules, and the main module under its name.
import sys
import types

module = types.ModuleType("made_here")
module.value = 5
module.__path__ = []
sys.modules["made_here"] = module
sys.modules["made_here.inner"] = inner = types.ModuleType("made_here.inner")
module.inner = inner


class Standin:
    value = 7


sys.modules["standin"] = Standin

import made_here
import made_here.inner
import made_here.inner as renamed
from made_here import value

print(made_here is module, renamed is inner, value, made_here.inner is inner)


def late():
    import standin
    from standin import value as other

    return standin, other


print(late())
try:
    from standin import missing
except ImportError as e:
    print(type(e).__name__, e)
try:
    import made_here.absent
except ImportError as e:
    print(type(e).__name__, e, e.name)
try:
    import standin.inner
except ImportError as e:
    print(type(e).__name__, e, e.name)
try:
    import nowhere
except ImportError as e:
    print(type(e).__name__, e, e.name)
del sys.modules["standin"]
try:
    late()
except ModuleNotFoundError as e:
    print(e)
sys.modules["switched_off"] = None
try:
    import switched_off
except ImportError as e:
    print(type(e).__name__, e, e.name)

import __main__

__main__.assigned = "through the module"
print(assigned, __main__ is sys.modules[__name__])
from __main__ import late as same

print(same is late)
sys.modules["bisect"] = None
try:
    import bisect
except ImportError as e:
    print(type(e).__name__, e, e.name)
