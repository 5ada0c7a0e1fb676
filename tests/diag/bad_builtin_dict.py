# refused: replacing or deleting the built-in 'open'
# refused: line 7
# refused: line 8
# refused: line 9
import builtins

builtins.__dict__["open"] = None
del vars(builtins)["open"]
__builtins__.open, x = None, 3
