# Filters, catch_warnings, showwarning, warn_explicit.
import sys
import warnings


def attempt(function, *args, **kwargs):
    try:
        print("result", function(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    for i in range(2):
        warnings.warn("recorded")
        warnings.warn(DeprecationWarning("an object"))
    print(len(log), [(str(w.message), w.category.__name__, w.lineno) for w in log])
    print(type(log[0].message), log[0].filename == __file__, log[0].file, log[0].line)

with warnings.catch_warnings():
    warnings.simplefilter("error")
    attempt(warnings.warn, "as an exception")
    attempt(warnings.warn, "other", ImportWarning)
    try:
        warnings.warn("raised here", BytesWarning)
    except BytesWarning as e:
        print("caught", e)

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    warnings.warn("never seen")
    warnings.filterwarnings("error", message="bad", category=RuntimeWarning)
    warnings.warn("bad", UserWarning)
    try:
        warnings.warn("BAD indeed", RuntimeWarning)
    except RuntimeWarning as e:
        print("caught", e)

with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("once")
    for i in range(3):
        warnings.warn("same text")
    warnings.warn("same text")
    print(len(log))
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("default")
    for i in range(3):
        warnings.warn("by place")
    warnings.warn("by place")
    print(len(log))
with warnings.catch_warnings(record=True) as log:
    warnings.resetwarnings()
    warnings.filterwarnings("module")
    warnings.warn("by module")
    warnings.warn("by module")
    warnings.warn("by module, another")
    print(len(log), warnings.filters)

print([(f[0], f[2].__name__) for f in warnings.filters])
attempt(warnings.warn, "text", int)
attempt(warnings.warn, "text", "category")
attempt(warnings.simplefilter, "sometimes")
attempt(warnings.filterwarnings, "ignore", category=int)
attempt(warnings.filterwarnings, "ignore", message=3)
context = warnings.catch_warnings()
print(context, warnings.catch_warnings(record=True))
with context:
    attempt(context.__enter__)
attempt(warnings.catch_warnings().__exit__)


class Special(UserWarning):
    def __str__(self):
        return "special: " + ", ".join(map(str, self.args))


warnings.warn(Special(1, 2))
print(warnings.formatwarning("text", UserWarning, "f.py", 3, "the line"), end="")
print(warnings.formatwarning("text", UserWarning, "nowhere.py", 3), end="")
warnings.showwarning("shown", UserWarning, "f.py", 3, sys.stdout, "  the line  ")
warnings.warn_explicit("explicit", UserWarning, "g.py", 7)
registry = {}
for i in range(2):
    warnings.warn_explicit("with a registry", UserWarning, "g.py", 7, registry=registry)
print(len(registry))


def show(message, category, filename, lineno, file=None, line=None):
    print("show:", message, category.__name__, lineno)


warnings.showwarning = show
warnings.warn("to a function of the program")
print(issubclass(FutureWarning, Warning), isinstance(UserWarning("x"), Exception))
