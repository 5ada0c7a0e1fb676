# cpython: made, cleaned up, dropped
# trivium: made, dropped
# Cause: as in del_runs_late.py. A suspended generator is closed at once where the program's text shows that nothing else refers to it: a loop
#   is left early, a built-in is done with it, its only variable goes. In a list, as below, it is closed when the collector finds it
#   unreachable, at the latest at the program's end.
# Workaround: g.close(), or contextlib.closing(g).
out = []


def numbers():
    try:
        yield 1
    finally:
        out.append("cleaned up")


g = [numbers()]
next(g[0])
out.append("made")
g.clear()
out.append("dropped")
print(", ".join(out))
