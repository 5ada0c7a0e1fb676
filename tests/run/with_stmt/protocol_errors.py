# Objects without the context manager protocol; methods are looked up on the class.
class NoExit:
    def __enter__(self):
        return 1


class NoEnter:
    def __exit__(self, *a):
        pass


class OnInstance:
    def __init__(self):
        self.__enter__ = lambda: 1
        self.__exit__ = lambda *a: None


for obj in (NoExit(), NoEnter(), OnInstance(), 5, None, "s"):
    try:
        with obj:
            print("body")
    except Exception as e:
        print(type(e).__name__, e)
