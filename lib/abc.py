"""Abstract base classes. The check at instantiation is the runtime's (object.__new__ reads __abstractmethods__).

Each ABC keeps `_abc_impl`: [registered classes, known subclasses, known non-subclasses, version of the latter].
"""

_version = [0]


def get_cache_token():
    """A number that changes whenever a class is registered with any ABC."""
    return _version[0]


def abstractmethod(funcobj):
    """Marks a method that concrete subclasses must override."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    __isabstractmethod__ = True


def _abstracts(cls, own):
    found = {name for name, value in own if getattr(value, '__isabstractmethod__', False)}
    for base in cls.__bases__:
        for name in getattr(base, '__abstractmethods__', ()):
            if getattr(getattr(cls, name, None), '__isabstractmethod__', False):
                found.add(name)
    return frozenset(found)


def update_abstractmethods(cls):
    """Computes the abstract methods again, after methods were added to a class."""
    if hasattr(cls, '__abstractmethods__'):
        cls.__abstractmethods__ = _abstracts(cls, list(cls.__dict__.items()))
    return cls


class ABCMeta(type):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls.__abstractmethods__ = _abstracts(cls, list(namespace.items()))
        cls._abc_impl = [[], {}, {}, _version[0]]
        return cls

    def register(cls, subclass):
        """Makes `subclass` a virtual subclass; returns it, so that it can be used as a decorator."""
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        cls._abc_impl[0].append(subclass)
        _version[0] += 1
        return subclass

    def __instancecheck__(cls, instance):
        subclass = instance.__class__
        if subclass in cls._abc_impl[1]:
            return True
        subtype = type(instance)
        if subtype is subclass:
            return cls.__subclasscheck__(subclass)
        return cls.__subclasscheck__(subclass) or cls.__subclasscheck__(subtype)

    def __subclasscheck__(cls, subclass):
        return cls._abc_check(subclass)

    def _abc_check(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        impl = cls._abc_impl
        if subclass in impl[1]:
            return True
        if impl[3] != _version[0]:
            impl[2] = {}
            impl[3] = _version[0]
        elif subclass in impl[2]:
            return False
        answer = cls.__subclasshook__(subclass)
        if answer is NotImplemented:
            answer = cls in subclass.__mro__
            if not answer:
                for other in impl[0] + cls.__subclasses__():
                    if other._abc_check(subclass) if isinstance(other, ABCMeta) else issubclass(subclass, other):
                        answer = True
                        break
        impl[1 if answer else 2][subclass] = True
        return answer


class ABC(metaclass=ABCMeta):
    """Helper: inherit from it instead of naming the metaclass."""
    __slots__ = ()
