# An uncaught exception with args of several types.
raise ValueError("a", 1, None, [2.5])
