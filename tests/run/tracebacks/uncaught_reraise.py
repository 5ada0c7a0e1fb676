# Re-raised exceptions keep their frames; raise e adds the line of the raise.
def inner():
    raise OSError("inner")


def outer():
    try:
        inner()
    except OSError as e:
        saved = e
    raise saved


outer()
