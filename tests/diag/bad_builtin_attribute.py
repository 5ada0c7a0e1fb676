# refused: replacing or deleting the built-in 'print'
import builtins as b

b.print = None
