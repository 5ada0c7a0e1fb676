# The name of `except ... as e` is deleted at the end of the clause.
e = "before"
try:
    raise ValueError("x")
except ValueError as e:
    print(repr(e))
try:
    print(e)
except NameError as err:
    print(err)


def f():
    try:
        1 / 0
    except ZeroDivisionError as exc:
        saved = exc
        exc = None
    return saved


print(repr(f()))


def g():
    for i in range(2):
        try:
            raise ValueError(i)
        except ValueError as ex:
            if i == 0:
                continue
            return ex.args
        finally:
            try:
                ex
            except UnboundLocalError as u:
                print(u)


print(g())
