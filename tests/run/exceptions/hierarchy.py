# The tree of built-in exceptions.
for cls in (
    ArithmeticError, AssertionError, AttributeError, BaseException, BlockingIOError, BrokenPipeError, BufferError,
    BytesWarning, ChildProcessError, ConnectionError, DeprecationWarning, EOFError, EnvironmentError, Exception,
    FileExistsError, FileNotFoundError, FloatingPointError, FutureWarning, GeneratorExit, IOError, ImportError,
    ImportWarning, IndentationError, IndexError, InterruptedError, IsADirectoryError, KeyError, KeyboardInterrupt,
    LookupError, MemoryError, ModuleNotFoundError, NameError, NotADirectoryError, NotImplementedError, OSError,
    OverflowError, PermissionError, ProcessLookupError, RecursionError, ReferenceError, RuntimeError, RuntimeWarning,
    StopAsyncIteration, StopIteration, SyntaxError, SystemError, SystemExit, TabError, TimeoutError, TypeError,
    UnboundLocalError, UnicodeDecodeError, UnicodeEncodeError, UnicodeError, UserWarning, ValueError, Warning,
    ZeroDivisionError,
):
    print(cls.__name__, [c.__name__ for c in cls.__mro__[1:-1]])
