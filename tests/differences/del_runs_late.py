# cpython: made, __del__, gone
# trivium: made, gone
# Cause: there are no reference counts. __del__ runs at once where the program's text shows that the last reference goes: a variable that
#   alone refers to the object is deleted, bound again or left by a return, an expression is done with a temporary object. After
#   any other use, such as the second name below, it runs when the collector finds the object unreachable, at the latest at the
#   program's end.
# Workaround: a context manager, or an explicit close().
out = []


class Resource:
    def __del__(self):
        out.append("__del__")


r = Resource()
same = r
out.append("made")
del r, same
out.append("gone")
print(", ".join(out))
