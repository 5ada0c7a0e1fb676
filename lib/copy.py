"""Shallow and deep copies. Instances are copied through __copy__/__deepcopy__, __reduce__ of their own, or directly."""

__all__ = ["Error", "copy", "deepcopy"]


class Error(Exception):
    pass


error = Error

_FunctionType = type(lambda: 0)
_atomic = {int, float, bool, complex, str, bytes, type(None), type(...), type(NotImplemented), type, range,
           _FunctionType, type(len), property}
_missing = object()


def copy(x):
    """A new container holding the same elements."""
    cls = type(x)
    if cls in _atomic or cls is tuple or cls is frozenset or cls is slice:
        return x
    if cls is list or cls is dict or cls is set or cls is bytearray:
        return x.copy()
    if issubclass(cls, type):
        return x
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    return _rebuild(x, cls, None)


def deepcopy(x, memo=None, _nil=[]):
    """A copy that shares nothing mutable with x; memo maps id to copy, so shared and cyclic parts stay shared."""
    cls = type(x)
    if cls in _atomic:
        return x
    if memo is None:
        memo = {}
    key = id(x)
    done = memo.get(key, _nil)
    if done is not _nil:
        return done
    if cls is list:
        y = []
        memo[key] = y
        for v in x:
            y.append(deepcopy(v, memo))
    elif cls is dict:
        y = {}
        memo[key] = y
        for k, v in x.items():
            y[deepcopy(k, memo)] = deepcopy(v, memo)
    elif cls is tuple:
        y = _deepcopy_tuple(x, memo)
    elif cls is set or cls is frozenset:
        y = cls([deepcopy(v, memo) for v in x])
    elif cls is bytearray:
        y = bytearray(x)
    elif issubclass(cls, type):
        y = x
    else:
        copier = getattr(x, "__deepcopy__", None)
        y = copier(memo) if copier is not None else _rebuild(x, cls, memo)
    if y is not x:
        memo[key] = y
        # Keeps x alive, so that no other object gets its id while the memo is in use.
        memo.setdefault(id(memo), []).append(x)
    return y


def _deepcopy_tuple(x, memo):
    y = [deepcopy(v, memo) for v in x]
    # The tuple itself may have been copied on the way, through a cycle.
    if id(x) in memo:
        return memo[id(x)]
    for a, b in zip(x, y):
        if a is not b:
            return tuple(y)
    return x


def _slot_names(cls):
    for base in cls.__mro__:
        slots = base.__dict__.get('__slots__', ())
        for name in ((slots,) if isinstance(slots, str) else slots):
            if name not in ('__dict__', '__weakref__'):
                if name.startswith('__') and not name.endswith('__'):
                    stripped = base.__name__.lstrip('_')
                    if stripped:
                        name = f'_{stripped}{name}'
                yield name


def _rebuild(x, cls, memo):
    """A copy of an instance; memo is None for a shallow one."""
    reduce = getattr(cls, '__reduce__', None)
    reduce_ex = getattr(cls, '__reduce_ex__', None)
    if reduce_ex is not getattr(object, '__reduce_ex__', None) and not issubclass(cls, BaseException):
        return _from_reduced(x, x.__reduce_ex__(4), memo)
    if reduce is not getattr(object, '__reduce__', None) and not issubclass(cls, BaseException):
        return _from_reduced(x, x.__reduce__(), memo)
    if isinstance(x, BaseException):
        args = x.args if memo is None else deepcopy(x.args, memo)
        y = cls(*args)
        state = x.__dict__
        if state:
            y.__dict__.update(state if memo is None else deepcopy(state, memo))
        return y
    _refuse(x, cls)
    args = ()
    if hasattr(cls, '__getnewargs_ex__'):
        args, kwargs = x.__getnewargs_ex__()
        if memo is not None:
            args, kwargs = deepcopy(args, memo), deepcopy(kwargs, memo)
        y = cls.__new__(cls, *args, **kwargs)
    else:
        if hasattr(cls, '__getnewargs__'):
            args = x.__getnewargs__()
        else:
            for base in (int, float, str, bytes, tuple, frozenset, complex):
                if issubclass(cls, base):
                    args = (base(x),)
                    break
        y = cls.__new__(cls, *(args if memo is None else [deepcopy(a, memo) for a in args]))
    if memo is not None:
        memo[id(x)] = y
    _set_state(x, y, _state_of(x, cls), memo)
    if issubclass(cls, (list, bytearray)):
        y.extend(list.__iter__(x) if memo is None else [deepcopy(v, memo) for v in list.__iter__(x)])
    elif issubclass(cls, set):
        y.update(x if memo is None else [deepcopy(v, memo) for v in x])
    elif issubclass(cls, dict):
        for k, v in x.items():
            if memo is None:
                y[k] = v
            else:
                y[deepcopy(k, memo)] = deepcopy(v, memo)
    return y


_uncopyable = ('generator', 'coroutine', 'module', 'frame', 'TextIOWrapper', 'dict_keys', 'dict_values', 'dict_items',
               '_thread.lock')


def _refuse(x, cls):
    if cls.__module__ == 'builtins' and cls.__name__ in _uncopyable:
        raise TypeError(f"cannot pickle '{cls.__name__}' object")


def _state_of(x, cls):
    getstate = getattr(cls, '__getstate__', None)
    if getstate is not None and getstate is not getattr(object, '__getstate__', None):
        return x.__getstate__()
    state = getattr(x, '__dict__', None) or None
    slots = {}
    for name in _slot_names(cls):
        value = getattr(x, name, _missing)
        if value is not _missing:
            slots[name] = value
    return (state, slots) if slots else state


def _set_state(x, y, state, memo):
    if state is None:
        return
    if memo is not None:
        state = deepcopy(state, memo)
    if hasattr(y, '__setstate__'):
        y.__setstate__(state)
        return
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
        for name, value in slots.items():
            object.__setattr__(y, name, value)
    if state:
        y.__dict__.update(state)


def _from_reduced(x, reduced, memo):
    """A copy from what __reduce__ gave: (callable, args, state, list items, dict items)."""
    if isinstance(reduced, str):
        return x
    function, args, state, items, pairs = (*reduced, None, None, None)[:5]
    y = function(*(args if memo is None else [deepcopy(a, memo) for a in args]))
    if memo is not None:
        memo[id(x)] = y
    _set_state(x, y, state, memo)
    if items is not None:
        for item in items:
            y.append(item if memo is None else deepcopy(item, memo))
    if pairs is not None:
        for key, value in pairs:
            if memo is None:
                y[key] = value
            else:
                y[deepcopy(key, memo)] = deepcopy(value, memo)
    return y
