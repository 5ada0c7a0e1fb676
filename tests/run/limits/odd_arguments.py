"""Methods called on the wrong objects, classes made of the wrong parts, fields set to the wrong things."""
from _attempt import attempt

attempt("append", lambda: list.append(1, 2))
attempt("get", lambda: dict.get([], 1))
attempt("upper", lambda: str.upper(1))
attempt("add of str", lambda: int.__add__("a", 1))
attempt("add to frozenset", lambda: set.add(frozenset(), 1))
attempt("init", lambda: list.__init__(1))
attempt("init of nothing", lambda: object.__init__())
attempt("new of int", lambda: object.__new__(int))
attempt("new of list", lambda: object.__new__(list))
attempt("int new", lambda: int.__new__(str))
attempt("list new", lambda: list.__new__(dict))
attempt("tuple new", lambda: tuple.__new__(int, (1,)))
attempt("exception new", lambda: BaseException.__new__(int))
attempt("other exception", lambda: Exception.__new__(ValueError))
attempt("type new", lambda: type.__new__(int))
attempt("type of three", lambda: type(1, 2, 3))
attempt("layout", lambda: type("a", (int, str), {}))
attempt("bool", lambda: type("a", (bool,), {}))
attempt("range", lambda: type("a", (range,), {}))
attempt("null", lambda: type("a\0b", (), {}))
attempt("bases", lambda: type("a", ([],), {}))
attempt("slots", lambda: type("a", (), {"__slots__": 5}))
attempt("slot names", lambda: type("a", (), {"__slots__": ["a b"]}))
attempt("slots of int", lambda: type("a", (int,), {"__slots__": ["a"]}))
attempt("super", lambda: super(int, "a"))
attempt("super of int", lambda: super(1, 2))
attempt("group", lambda: ExceptionGroup("a", []))
attempt("group of ints", lambda: ExceptionGroup("a", [1]))
attempt("unicode error", lambda: str(UnicodeDecodeError("a", b"abc", 10**10, -10**10, "x")))
attempt("unicode error unset", lambda: str(UnicodeDecodeError.__new__(UnicodeDecodeError)))
attempt("syntax error", lambda: str(SyntaxError("a", ("f", "x", 1, 1))))
attempt("traceback", lambda: BaseException().with_traceback(1))


class Mro(type):
    answer = None

    def mro(cls):
        return Mro.answer(cls)


for answer in (lambda c: [], lambda c: [c, 1], lambda c: 5, lambda c: [c, int, object], lambda c: [c]):
    Mro.answer = answer
    attempt("mro", lambda: Mro("C", (), {}).__mro__ and 1)


class Field:
    pass


def assign(name, value):
    e = ValueError()
    setattr(e, name, value)


attempt("cause", assign, "__cause__", 1)
attempt("context", assign, "__context__", 1)
attempt("tb", assign, "__traceback__", 1)
attempt("args", assign, "args", 1)
attempt("class", lambda: setattr(Field(), "__class__", int))
attempt("class of another layout", lambda: setattr(Field(), "__class__", type("L", (list,), {})))
attempt("dict", lambda: setattr(Field(), "__dict__", 5))
attempt("bases", lambda: setattr(Field, "__bases__", (Field,)))


def loop():
    a, b = ValueError("a"), ValueError("b")
    a.__context__, b.__context__ = b, a
    try:
        raise a
    except ValueError:
        raise b


attempt("contexts in a ring", loop)


class Answers:
    def __init__(self, answer):
        self.answer = answer

    def __repr__(self): return self.answer
    def __hash__(self): return self.answer
    def __bool__(self): return self.answer
    def __len__(self): return self.answer
    def __iter__(self): return self.answer
    def __index__(self): return self.answer
    def __int__(self): return self.answer
    def __float__(self): return self.answer
    def __format__(self, spec): return self.answer
    def __bytes__(self): return self.answer
    def __complex__(self): return self.answer


for answer in (None, -1, 1.5, "text", 10**30):
    a = Answers(answer)
    for function in (repr, hash, bool, len, iter, int, float, format, bytes, complex, [1].__getitem__, range, chr, ascii):
        attempt(f"{function.__name__} {answer}", lambda: function(a))
