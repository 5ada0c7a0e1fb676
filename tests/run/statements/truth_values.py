# Truth value of every built-in type, and of classes with __bool__ or __len__.
class Empty:
    def __len__(self):
        return 0


class Never:
    def __bool__(self):
        return False

    def __len__(self):
        return 5


class Plain:
    pass


values = [0, 1, -1, 0.0, -0.0, 0.1, 0j, 1j, "", " ", b"", b"\0", [], [0], (), (0,), {}, {0: 0}, set(), {0}, frozenset(),
          range(0), range(1), None, True, False, NotImplemented is None, ..., Empty(), Never(), Plain(), bytearray(),
          bytearray(1),
          10**30, float("nan")]
print([1 if v else 0 for v in values])
print([not v for v in values])


class Bad:
    def __bool__(self):
        return 3


class BadLen:
    def __len__(self):
        return -1


for bad in (Bad(), BadLen()):
    try:
        if bad:
            print("true")
    except Exception as e:
        print(type(e).__name__, e)
