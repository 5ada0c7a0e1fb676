# A generator based context manager written by hand.
class contextmanager:
    def __init__(self, fn):
        self.fn = fn

    def __call__(self, *args):
        self.gen = self.fn(*args)
        return self

    def __enter__(self):
        return next(self.gen)

    def __exit__(self, t, e, tb):
        if t is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        try:
            self.gen.throw(e)
        except StopIteration:
            return True
        except BaseException as other:
            if other is e:
                return False
            raise
        raise RuntimeError("generator didn't stop after throw()")


@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name
    except ZeroDivisionError:
        print("handled")
    finally:
        print(f"</{name}>")


with tag("b") as t:
    print("in", t)
with tag("i"):
    1 / 0
try:
    with tag("u"):
        raise ValueError("v")
except ValueError as e:
    print("outside", e)
