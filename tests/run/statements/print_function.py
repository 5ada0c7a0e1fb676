# print with sep, end, file, flush and errors for bad arguments.
import sys

print()
print(1, "two", 3.0, None, [4])
print(1, 2, 3, sep="-")
print(1, 2, sep="", end="!\n")
print("a", "b", sep="\n")
print("no newline", end="")
print()
print(*range(5), sep=", ")
print("to stdout", file=sys.stdout, flush=True)
print(sep="x", end="only end\n")
print(1, 2, sep=None, end=None)


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)


w = Writer()
print("x", 1, sep="|", file=w)
print(w.parts)
for kwargs in ({"sep": 1}, {"end": 2}, {"foo": 3}):
    try:
        print("x", **kwargs)
    except TypeError as e:
        print(type(e).__name__, e)
print("err", file=sys.stderr)
