# The traceback names the file of an imported module.
import _raiser

print(_raiser.safe(4))
_raiser.check(0)
