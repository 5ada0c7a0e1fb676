# refused: replacing or deleting the built-in 'len'
def inner():
    import builtins

    setattr(builtins, "len", lambda x: 3)


inner()
