# add_note and __notes__.
e = ValueError("x")
e.add_note("first")
e.add_note("second")
print(e.__notes__)
try:
    e.add_note(5)
except TypeError as err:
    print(err)
print(hasattr(KeyError(), "__notes__"))
