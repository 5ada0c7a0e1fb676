# Class decorators: add methods, register, replace.
registry = {}


def register(cls):
    registry[cls.__name__] = cls
    return cls


def add_repr(*names):
    def deco(cls):
        def __repr__(self):
            return f"{cls.__name__}({', '.join(f'{n}={getattr(self, n)!r}' for n in names)})"
        cls.__repr__ = __repr__
        return cls
    return deco


@register
@add_repr("x", "y")
class P:
    def __init__(self, x, y):
        self.x, self.y = x, y


def singleton(cls):
    return cls()


@singleton
class Config:
    debug = True


print(P(1, "b"), list(registry), Config.debug, type(Config).__name__)
