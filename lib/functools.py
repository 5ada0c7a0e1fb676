"""Tools that take or make functions.

lru_cache keeps results in a plain function (so that methods bind as usual); keys follow CPython: a single int or str
argument is its own key, everything else is compared as a tuple.
"""
from _functools import reduce

__all__ = ['update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'WRAPPER_UPDATES', 'total_ordering', 'cache', 'cmp_to_key',
           'lru_cache', 'reduce', 'partial', 'partialmethod', 'singledispatch', 'singledispatchmethod',
           'cached_property']

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__')
WRAPPER_UPDATES = ('__dict__',)
_missing = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Makes `wrapper` look like `wrapped` and remember it in __wrapped__."""
    for attr in assigned:
        try:
            value = getattr(wrapped, attr)
        except AttributeError:
            pass
        else:
            setattr(wrapper, attr, value)
    for attr in updated:
        getattr(wrapper, attr).update(getattr(wrapped, attr, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorator form of update_wrapper."""
    def decorate(wrapper):
        return update_wrapper(wrapper, wrapped, assigned, updated)
    return decorate


# --- total_ordering -----------------------------------------------------------------------------------------

def _derive(name, root, negate, equal):
    """`name` from `root`: negated if asked, then joined with (equal True) or restricted by (False) equality."""
    def method(self, other):
        result = getattr(type(self), root)(self, other)
        if result is NotImplemented:
            return result
        if negate:
            result = not result
        if equal is None:
            return result
        if equal:
            return result or self == other
        return result and self != other
    method.__name__ = name
    method.__qualname__ = name
    return method


_derived = {
    '__lt__': (('__gt__', True, False), ('__le__', False, True), ('__ge__', True, None)),
    '__le__': (('__ge__', True, True), ('__lt__', False, False), ('__gt__', True, None)),
    '__gt__': (('__lt__', True, False), ('__ge__', False, True), ('__le__', True, None)),
    '__ge__': (('__le__', True, True), ('__gt__', False, False), ('__lt__', True, None)),
}


def total_ordering(cls):
    """Class decorator: fills in the missing ordering methods from one that is defined."""
    roots = [op for op in _derived if getattr(cls, op, None) is not getattr(object, op, None)]
    if not roots:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    root = [op for op in ('__lt__', '__le__', '__gt__', '__ge__') if op in roots][0]
    for name, negate, equal in _derived[root]:
        if name not in roots:
            setattr(cls, name, _derive(name, root, negate, equal))
    return cls


def cmp_to_key(mycmp):
    """A key function from an old-style comparison function."""
    class K:
        __slots__ = ['obj']

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0

        __hash__ = None
    K.__module__ = 'functools'
    K.__name__ = K.__qualname__ = 'KeyWrapper'
    return K


# --- partial ------------------------------------------------------------------------------------------------

_in_repr = []


class partial:
    """A function with some arguments fixed."""

    def __new__(cls, /, *args, **keywords):
        if not args:
            raise TypeError("type 'partial' takes at least one argument")
        func, *args = args
        args = tuple(args)
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self = super().__new__(cls)
        self.func = func
        self.args = args
        self.keywords = keywords
        return self

    def __call__(self, /, *args, **keywords):
        if self.keywords:
            keywords = {**self.keywords, **keywords}
        return self.func(*self.args, *args, **keywords)

    def __repr__(self):
        if id(self) in _in_repr:
            return '...'
        _in_repr.append(id(self))
        try:
            cls = type(self)
            name = f'{cls.__module__}.{cls.__qualname__}' if cls is partial else cls.__qualname__
            parts = [repr(self.func)] + [repr(a) for a in self.args]
            parts += [f'{k}={v!r}' for k, v in self.keywords.items()]
            return f"{name}({', '.join(parts)})"
        finally:
            _in_repr.pop()

    def __reduce__(self):
        return type(self), (self.func,), (self.func, self.args, self.keywords, None)

    def __setstate__(self, state):
        self.func, self.args, self.keywords, _ = state


class partialmethod:
    """partial for methods: made for use as a class attribute."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __repr__(self):
        parts = [repr(self.func)] + [repr(a) for a in self.args] + [f'{k}={v!r}' for k, v in self.keywords.items()]
        return f"{type(self).__module__}.{type(self).__qualname__}({', '.join(parts)})"

    def _method(self):
        def method(self_or_cls, /, *args, **keywords):
            return self.func(self_or_cls, *self.args, *args, **{**self.keywords, **keywords})
        method.__isabstractmethod__ = self.__isabstractmethod__
        method._partialmethod = self
        return method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None:
            bound = get(obj, cls)
            if bound is not self.func:
                return partial(bound, *self.args, **self.keywords)
        return self._method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)


# --- caches -------------------------------------------------------------------------------------------------

def _cache_info_type():
    from collections import namedtuple
    cls = namedtuple('CacheInfo', ['hits', 'misses', 'maxsize', 'currsize'], module='functools')
    _cache_info.append(cls)
    return cls


_cache_info = []
_keyword_mark = object()


def _make_key(args, kwds, typed):
    if not kwds and not typed:
        if len(args) == 1:
            kind = type(args[0])
            if kind is int or kind is str:
                return args[0]
        return args
    key = args
    if kwds:
        key += (_keyword_mark,)
        for item in kwds.items():
            key += item
    if typed:
        key += tuple([type(v) for v in args])
        if kwds:
            key += tuple([type(v) for v in kwds.values()])
    return key


def lru_cache(maxsize=128, typed=False):
    """Decorator: remembers results, at most `maxsize` of them (all if None), dropping the least recently used."""
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        function, maxsize = maxsize, 128
        return _cached(function, maxsize, typed)
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')

    def decorate(function):
        return _cached(function, maxsize, typed)
    return decorate


def cache(user_function, /):
    """lru_cache without a limit."""
    return _cached(user_function, None, False)


def _cached(function, maxsize, typed):
    results = {}
    lookup = results.get
    hits = misses = 0
    # A ring of links [previous, next, key, result]; root.next is the oldest.
    root = []
    root[:] = [root, root, None, None]

    def unbounded(*args, **kwds):
        nonlocal hits, misses
        if kwds or typed or len(args) != 1:
            key = _make_key(args, kwds, typed) if kwds or typed else args
        else:
            key = args[0]
            kind = type(key)
            if kind is not int and kind is not str:
                key = args
        result = lookup(key, _missing)
        if result is not _missing:
            hits += 1
            return result
        misses += 1
        result = results[key] = function(*args, **kwds)
        return result

    def uncached(*args, **kwds):
        nonlocal misses
        misses += 1
        return function(*args, **kwds)

    def bounded(*args, **kwds):
        nonlocal hits, misses
        key = _make_key(args, kwds, typed)
        link = lookup(key)
        if link is not None:
            older, newer, _, result = link
            older[1] = newer
            newer[0] = older
            last = root[0]
            last[1] = root[0] = link
            link[0] = last
            link[1] = root
            hits += 1
            return result
        misses += 1
        result = function(*args, **kwds)
        if key in results:
            return result
        if len(results) >= maxsize:
            oldest = root[1]
            root[1] = oldest[1]
            oldest[1][0] = root
            del results[oldest[2]]
        last = root[0]
        last[1] = root[0] = results[key] = [last, root, key, result]
        return result

    def cache_info():
        """Report cache statistics"""
        return (_cache_info[0] if _cache_info else _cache_info_type())(hits, misses, maxsize, len(results))

    def cache_clear():
        """Clear the cache and cache statistics"""
        nonlocal hits, misses
        hits = misses = 0
        results.clear()
        root[:] = [root, root, None, None]

    def cache_parameters():
        return {'maxsize': maxsize, 'typed': typed}

    if not callable(function):
        raise TypeError("the first argument must be callable")
    wrapper = unbounded if maxsize is None else bounded if maxsize else uncached
    update_wrapper(wrapper, function)
    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    wrapper.cache_parameters = cache_parameters
    return wrapper


class cached_property:
    """A property computed once; the value then lives in the instance's __dict__."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            cache = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} "
                            f"instance to cache {name!r} property.") from None
        value = cache.get(name, _missing)
        if value is _missing:
            value = self.func(instance)
            cache[name] = value
        return value


# --- single dispatch ----------------------------------------------------------------------------------------

def _find_impl(cls, registry):
    """The implementation for the class nearest to cls; abstract bases count after the real ones they cover."""
    for base in cls.__mro__[:-1]:
        if base in registry:
            return registry[base]
        # ABCs that this base is the first in the MRO to satisfy.
        rest = cls.__mro__[cls.__mro__.index(base) + 1:]
        matches = []
        for candidate in registry:
            if candidate in cls.__mro__ or not hasattr(candidate, '__abstractmethods__'):
                continue
            if issubclass(base, candidate) and not any([issubclass(b, candidate) for b in rest if b is not object]):
                matches.append(candidate)
        best = [m for m in matches if not any([o is not m and issubclass(o, m) for o in matches])]
        if len(best) > 1:
            raise RuntimeError(f"Ambiguous dispatch: {best[0]} or {best[1]}")
        if best:
            return registry[best[0]]
    return registry[object]


def _classes_of(hint):
    """The classes of a registration: a class or a union of classes; None if it is neither."""
    if isinstance(hint, type):
        return (hint,)
    args = getattr(hint, '__args__', None)
    origin = getattr(hint, '__origin__', None)
    if args and (type(hint) is type(int | str) or repr(origin) == 'typing.Union'):
        return args if all([isinstance(a, type) for a in args]) else None
    return None


def singledispatch(func):
    """Makes a generic function that chooses an implementation by the class of its first argument."""
    registry = {object: func}
    found = {}
    token = []

    def dispatch(cls):
        if len(token) and token[0] is not None:
            from abc import get_cache_token
            current = get_cache_token()
            if token[0] != current:
                found.clear()
                token[0] = current
        impl = found.get(cls)
        if impl is None:
            impl = registry.get(cls)
            if impl is None:
                impl = _find_impl(cls, registry)
            found[cls] = impl
        return impl

    def register(cls, func=None):
        classes = _classes_of(cls)
        if classes is not None:
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError("Invalid first argument to `register()`. "
                                f"{cls!r} is not a class or union type.")
            hints = getattr(cls, '__annotations__', {})
            if not hints:
                raise TypeError(f"Invalid first argument to `register()`: {cls!r}. "
                                "Use either `@register(some_class)` or plain `@register` on an annotated function.")
            func = cls
            name, cls = next(iter(hints.items()))
            if isinstance(cls, str):
                from typing import get_type_hints
                cls = get_type_hints(func)[name]
            classes = _classes_of(cls)
            if classes is None:
                raise TypeError(f"Invalid annotation for {name!r}. {cls!r} is not a class.")
        for one in classes:
            registry[one] = func
            if not token and hasattr(one, '__abstractmethods__'):
                from abc import get_cache_token
                token.append(get_cache_token())
        found.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f'{funcname} requires at least 1 positional argument')
        return dispatch(args[0].__class__)(*args, **kw)

    funcname = getattr(func, '__name__', 'singledispatch function')
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = _read_only(registry)
    wrapper._clear_cache = found.clear
    update_wrapper(wrapper, func)
    return wrapper


def _read_only(mapping):
    return type(type.__dict__)(mapping)


class singledispatchmethod:
    """singledispatch by the class of the first argument after self."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def method(*args, **kwargs):
            return self.dispatcher.dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)
        method.__isabstractmethod__ = self.__isabstractmethod__
        method.register = self.register
        update_wrapper(method, self.func)
        return method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)
