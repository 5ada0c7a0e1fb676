# User exceptions: attributes, __str__, __init__ with and without super, hierarchy, args.
class AppError(Exception):
    """Base."""


class Coded(AppError):
    def __init__(self, code, message="no message"):
        super().__init__(message)
        self.code = code


class NoSuper(Exception):
    def __init__(self, a, b):
        self.a = a


class WithStr(Exception):
    def __str__(self):
        return f"custom <{self.args}>"


class WithRepr(Exception):
    def __repr__(self):
        return "R!"


class Both(ValueError, KeyError):
    pass


class Empty(Exception):
    pass


for make in (lambda: Coded(5), lambda: Coded(5, "msg"), lambda: NoSuper(1, 2), lambda: WithStr(1, "x"),
             lambda: WithRepr("q"), lambda: Both("b"),
             lambda: Empty(), lambda: Empty(1, 2), lambda: AppError("only")):
    try:
        raise make()
    except Exception as e:
        print(type(e).__name__, "|", e, "|", repr(e), "|", e.args, "|", isinstance(e, AppError), vars(e))
print([c.__name__ for c in Both.__mro__])
try:
    raise Coded
except TypeError as e:
    print(e)
