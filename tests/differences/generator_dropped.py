# cpython: made, cleaned up, dropped
# trivium: made, dropped
# Cause: objects are freed by a collector, not when the last reference goes. A suspended generator is resumed for its `finally` when the
#   collector finds it unreachable, at the latest at the program's end. (A `for` loop that is left early does close a generator that only it held.)
# Workaround: g.close(), or contextlib.closing(g).
out = []


def numbers():
    try:
        yield 1
    finally:
        out.append("cleaned up")


g = numbers()
next(g)
out.append("made")
del g
out.append("dropped")
print(", ".join(out))
