"""One raise statement, many times: what is made there must not depend on what was made there before."""


class Plain(Exception):
    pass


class Kept(Exception):
    def __init__(self, code, place):
        self.code = code
        self.place = place


class Told(Kept):
    def __init__(self, code, place):
        super().__init__(code, place)
        Exception.__init__(self, f"{code} at {place}")


class Odd(Exception):
    def __new__(cls, *args):
        made = super().__new__(cls, *args[:1])
        made.extra = args
        return made


class Wrong(Exception):
    def __init__(self, code, place):
        return code


class Failing(Exception):
    def __init__(self, code, place):
        raise KeyError(code)


def throw(cls, number):
    raise cls(number, "here")


def throw_plain(number):
    if number % 3 == 0:
        raise ValueError(number)
    if number % 3 == 1:
        raise Plain(number, "plain")
    raise Kept(number, "kept")


def show(call, *args):
    try:
        call(*args)
    except Exception as e:
        lines = []
        tb = e.__traceback__
        while tb:
            lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
            tb = tb.tb_next
        print(type(e).__name__, e, e.args, sorted(vars(e).items()), lines, e.__cause__, e.__context__)


for cls in [Plain, Kept, Told, Odd, Wrong, Failing, ValueError, OSError, Plain, Told, dict, Kept]:
    show(throw, cls, 3)
for number in range(9):
    show(throw_plain, number)

# The class is another one from now on, then the same again with another __init__.
saved = Plain


class Plain(LookupError):
    def __init__(self, *args):
        super().__init__(len(args))


for number in range(6):
    show(throw_plain, number)
Plain = saved
Plain.__init__ = lambda self, number, text: None
for number in range(6):
    show(throw_plain, number)
del Plain.__init__
for number in range(6):
    show(throw_plain, number)


class Meta(type):
    def mro(cls):
        return [cls, Plain, ValueError, Exception, BaseException, object]


class Strange(ValueError, metaclass=Meta):
    pass


def caught(exception):
    try:
        raise exception
    except KeyError:
        return "KeyError"
    except (Plain, LookupError):
        return "Plain or LookupError"
    except ValueError:
        return "ValueError"
    except ArithmeticError:
        return "ArithmeticError"
    except BaseException:
        return "BaseException"


class Both(KeyError, ArithmeticError):
    pass


class Other(ArithmeticError, LookupError):
    pass


for exception in [KeyError(1), IndexError(2), Plain(3), Strange(4), Both(5), Other(6), ZeroDivisionError(7), UnicodeError(8), KeyboardInterrupt(9), Kept(1, 2)]:
    print(type(exception).__name__, caught(exception))
