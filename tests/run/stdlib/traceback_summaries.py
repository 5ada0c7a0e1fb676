# StackSummary, FrameSummary and TracebackException.
import os
import sys
import traceback


def deep(n):
    if n == 0:
        raise ValueError("bottom")
    deep(n - 1)


try:
    deep(2)
except ValueError as e:
    caught = e

summary = traceback.extract_tb(caught.__traceback__)
print(type(summary).__name__, len(summary))
for frame in summary:
    filename, lineno, name, line = frame
    print(os.path.basename(filename), lineno, name, line, len(frame), frame[2], frame.lineno == frame.end_lineno)
print(summary[0].name, summary[-1].line, summary[1] == summary[2], summary[0] == summary[1], summary[0] == tuple(summary[0]))
print([(os.path.basename(f.f_code.co_filename), n) for f, n in traceback.walk_tb(caught.__traceback__)])
print(len(traceback.extract_tb(caught.__traceback__, limit=2)), len(traceback.extract_tb(caught.__traceback__, limit=-3)))
print(repr(traceback.FrameSummary("f.py", 3, "g")))
print(traceback.format_list([("f.py", 3, "g", "call()"), ("h.py", 9, "<module>", None)]))
print(traceback.StackSummary.from_list([("f.py", n // 5, "g", "call()") for n in range(12)]).format())
traceback.print_list([("f.py", 3, "g", "call()")], file=sys.stdout)

shown = traceback.TracebackException.from_exception(caught)
print(str(shown), shown.exc_type, shown.__cause__, shown.__context__, len(shown.stack))
print("".join(shown.format_exception_only()))
print("".join(shown.format()) == "".join(traceback.format_exception(caught)))
shown.print(file=sys.stdout)
try:
    try:
        deep(0)
    except ValueError as e:
        raise KeyError("second") from e
except KeyError as e:
    shown = traceback.TracebackException.from_exception(e)
    print(str(shown.__cause__), shown.__suppress_context__, [f.name for f in shown.__cause__.stack])
print(traceback.TracebackException(ValueError, ValueError("no traceback"), None).stack)


def handler(kind, value, tb):
    print("hook", kind.__name__, value, [f.name for f in traceback.extract_tb(tb)])
    traceback.print_exception(kind, value, tb, file=sys.stdout)


sys.excepthook = handler
deep(1)
