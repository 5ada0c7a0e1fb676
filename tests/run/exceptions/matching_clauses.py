# Which except clause matches: order, tuples, base classes, computed classes, bare.
class Base(Exception):
    pass


class Derived(Base):
    pass


def f(exc):
    try:
        raise exc
    except (KeyError, IndexError) as e:
        return "tuple " + type(e).__name__
    except Derived:
        return "Derived"
    except Base:
        return "Base"
    except ArithmeticError as e:
        return f"arith {type(e).__name__}"
    except Exception as e:
        return f"exception {type(e).__name__}"
    except:
        return "bare"


for e in (KeyError(1), IndexError, Derived(), Base, ZeroDivisionError("z"), OverflowError(), ValueError(),
          KeyboardInterrupt(), SystemExit(3),
          GeneratorExit, LookupError()):
    print(f(e))


def pick():
    print("computed")
    return ValueError, TypeError


try:
    int("x")
except pick():
    print("caught")
try:
    try:
        raise ValueError("orig")
    except 5:
        pass
except TypeError as e:
    print(e, repr(e.__context__))
try:
    try:
        raise ValueError
    except (KeyError, "str"):
        pass
except TypeError as e:
    print(e)
