# cpython: made, __del__, gone
# trivium: made, gone
# Cause: as in generator_dropped.py: __del__ runs when the collector finds the object unreachable, at the latest at the program's end.
# Workaround: a context manager, or an explicit close().
out = []


class Resource:
    def __del__(self):
        out.append("__del__")


r = Resource()
out.append("made")
del r
out.append("gone")
print(", ".join(out))
