from contextlib import closing, nullcontext, redirect_stdout, suppress, AbstractContextManager
import io


class Res:
    def close(self):
        print("closed")


with closing(Res()) as r:
    print(type(r).__name__)
with suppress(KeyError, IndexError):
    {}["x"]
    print("not reached")
with suppress(LookupError):
    [][1]
try:
    with suppress(KeyError):
        1 / 0
except ZeroDivisionError as e:
    print(e)
buf = io.StringIO()
with redirect_stdout(buf) as target:
    print("hidden")
print(repr(buf.getvalue()), target is buf)
with nullcontext(5) as n:
    print(n)


class CM:
    def __enter__(self):
        return 1

    def __exit__(self, *a):
        return None


print(issubclass(CM, AbstractContextManager), isinstance(Res(), AbstractContextManager))
