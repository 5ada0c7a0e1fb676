# What is running: print_stack, format_stack, extract_stack.
import sys
import traceback


def inner():
    traceback.print_stack(file=sys.stdout)
    stack = traceback.extract_stack()
    print([(f.name, f.lineno, f.line) for f in stack])
    print(traceback.format_stack(limit=2))
    print(traceback.format_stack(None, -1))


class C:
    def method(self, *args):
        return inner()


def middle():
    C().method(
        1,
        2)


middle()
C().method(*[1])
traceback.print_stack()
print(list(map(lambda x: traceback.extract_stack()[-1].name, [1])))
