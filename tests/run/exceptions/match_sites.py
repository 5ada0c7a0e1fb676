# Handlers that meet many classes, tuples of classes, and things that are no exception classes.
class Mine(Exception):
    def __init__(self, code, text="none"):
        super().__init__(f"mine {code}")
        self.code = code
        self.text = text


class Sub(Mine, KeyError):
    pass


def kinds(e):
    try:
        raise e
    except (KeyError, IndexError) as found:
        return "key or index", str(found)
    except ZeroDivisionError:
        return "zero"
    except Mine as found:
        return "mine", found.code, found.text, found.args
    except Exception as found:
        return type(found).__name__, str(found)


for _ in range(3):
    for e in [KeyError(1), IndexError("i"), ZeroDivisionError(), Mine(3), Mine(4, text="t"), Sub(5), ValueError("v"), OSError(2, "no"),
              StopIteration(8), UnicodeDecodeError("utf-8", b"x", 0, 1, "r")]:
        print(kinds(e))


def odd(types):
    try:
        [][1]
    except types:
        return "caught"


for types in [IndexError, (IndexError,), (), (KeyError, LookupError), ((KeyError, (IndexError,)),), int, (int, IndexError), (IndexError, 5)]:
    try:
        print(odd(types))
    except Exception as e:
        print(type(e).__name__, e)


def literal():
    try:
        [][1]
    except (IndexError, int):
        return "caught"


for _ in range(2):
    try:
        print(literal())
    except TypeError as e:
        print(e, "|", repr(e.__context__))


def fixed(f):
    try:
        f()
    except Exception as e:
        return e


first, second = fixed(lambda: [][2]), fixed(lambda: [][2])
print(first is second, first.args, second.args, first.__traceback__ is second.__traceback__)
first.args = ("changed",)
print(second, fixed(lambda: 1 // 0), fixed(lambda: 1 % 0), fixed(lambda: 1 / 0))


class Late(Exception):
    pass


def late(e):
    try:
        raise e
    except Late:
        return "late"
    except LookupError:
        return "lookup"


print([late(e) for e in [Late(), KeyError(), Late()]])


class Other(KeyError):
    pass


class Moved(Other):
    pass


print(late(Moved()))


class Registered(LookupError, Late):
    pass


print(late(Registered()))
for k in range(100):
    cls = type(f"Class{k}", (Late if k % 3 else LookupError,), {})
    if late(cls()) != ("late" if k % 3 else "lookup"):
        print("wrong", k)


class NoInit(Exception):
    def __init__(self, *args):
        return 3


for _ in range(2):
    try:
        raise NoInit(1)
    except TypeError as e:
        print(e)
try:
    ValueError(a=1)
except TypeError as e:
    print(e)
