assert (1, "message")
assert ()  or 1
assert (1,)
