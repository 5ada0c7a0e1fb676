# str, repr and args of built-in exceptions.
for e in (ValueError(), ValueError("x"), ValueError("x", 2), ValueError(None), ValueError(("t",)), KeyError("k"),
          KeyError(), KeyError("a", "b"),
          KeyError(5), IndexError("it's"), OSError("one"), OSError(2, "No such"), OSError(
              2, "No such", "file.txt",
          ), StopIteration(3), SystemExit(),
          SystemExit(2), SystemExit("msg"), AssertionError("a"), UnicodeError("u"), Exception("é\n"), ImportError(
              "m", name="n",
          ),
          NameError("nm"), AttributeError("at"), BaseException(1), MemoryError(), NotImplementedError("later"),
          FileNotFoundError(2, "nope")):
    print(f"{e}|{e!r}|{e.args}")
e = OSError(2, "No such", "file.txt")
print(type(e).__name__, e.errno, e.strerror, e.filename)
print(StopIteration(3).value, SystemExit(4).code, SystemExit().code, ImportError("m", name="n").name)
print(KeyError("k").args[0])
