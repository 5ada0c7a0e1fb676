# cpython: AttributeError 'int' object has no attribute 'pop'
# trivium: TypeError object of type 'int' has no len()
# Cause: a method is looked up when it is called, after the arguments. Before them it is looked for only where the program could tell in
#   another way, because an argument calls something that may print or change things. So where the method is missing and computing an
#   argument raises as well, it is the argument's exception that is seen.
# Workaround: none needed: both are errors of the same line.
def last(x):
    return x.pop(len(x))


try:
    last(7)
except Exception as e:
    print(type(e).__name__, e)
