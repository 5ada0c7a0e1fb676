# cpython: old 1
# trivium: new 1
# Cause: a plain method is checked to exist before the arguments are evaluated (so a missing one raises first), but which function it
#   is gets decided at the call.
# Workaround: bind the method to a variable before calling code that replaces it.
class Handler:
    def run(self, x):
        return "old", x

    def replace(self):
        self.run = lambda x: ("new", x)
        return 1


h = Handler()
print(*h.run(h.replace()))
