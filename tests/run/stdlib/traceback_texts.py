# Texts of exceptions that were caught: format_exc, print_exc, format_exception with chains, limits, groups, notes.
import io
import sys
import traceback


def fail(n):
    if n:
        return fail(n - 1)
    return {}["missing"]


def chained():
    try:
        fail(0)
    except KeyError as e:
        raise ValueError("outer") from e


def context():
    try:
        fail(1)
    except KeyError:
        [].absent


def suppressed():
    try:
        fail(0)
    except KeyError:
        raise RuntimeError("alone") from None


for function in (lambda: fail(2), chained, context, suppressed, lambda: fail(8), lambda: 1 + 2 + (3 / 0)):
    try:
        function()
    except Exception as e:
        print(traceback.format_exc())
        print(traceback.format_exc(limit=1))
        print(traceback.format_exc(-1, chain=False))
        same = "".join(traceback.format_exception(e))
        print(same == traceback.format_exc(), same == "".join(traceback.format_exception(type(e), e, e.__traceback__)))
        out = io.StringIO()
        traceback.print_exc(file=out)
        print(out.getvalue() == same)
        print(traceback.format_exception(e)[-1:], traceback.format_exception_only(e), traceback.format_exception_only(type(e), e))
        print(len(traceback.format_exception(e)))
        traceback.print_exc()
        traceback.print_tb(e.__traceback__, file=sys.stdout)
        print(traceback.format_tb(e.__traceback__, 1))

print(traceback.format_exc())
print(traceback.format_exception(None), traceback.format_exception_only(None, None))
print(traceback.format_exception_only(ValueError("direct")), traceback.format_exception_only(ValueError, ValueError("x")))
print(traceback.format_exception(KeyError("k")))


class Odd(Exception):
    def __str__(self):
        raise ValueError


class Inner:
    class Named(Exception):
        pass


print(traceback.format_exception_only(Odd()), traceback.format_exception_only(Inner.Named("a", 1)))
e = ValueError("with notes")
e.add_note("first\nsecond")
e.add_note("third")
print(traceback.format_exception_only(e))
try:
    traceback.format_exception(3)
except TypeError as e:
    print(e)
try:
    traceback.format_exception(ValueError, None)
except ValueError as e:
    print(e)

try:
    raise ExceptionGroup("several", [ValueError(1), ExceptionGroup("inner", [KeyError("k")])])
except ExceptionGroup as e:
    print(traceback.format_exc())
    print(traceback.format_exception_only(e))
    print("".join(traceback.TracebackException.from_exception(e).format()))

error = SyntaxError("bad", ("file.py", 3, 5, "a = = b\n", 3, 6))
print(traceback.format_exception_only(error))
