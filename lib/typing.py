"""Type hint names. A hint is a small object that prints and compares as CPython's; nothing is checked against it."""
from abc import ABCMeta as _ABCMeta, abstractmethod as _abstract

TYPE_CHECKING = False
_NoneType = type(None)
_GenericAliasType = type(list[int])
_UnionType = type(int | str)
_FunctionType = type(lambda: 0)


# --- helpers over hints -------------------------------------------------------------------------------------

def _type_repr(obj):
    if isinstance(obj, type) and not isinstance(obj, _GenericAliasType):
        return obj.__qualname__ if obj.__module__ == 'builtins' else f'{obj.__module__}.{obj.__qualname__}'
    if obj is ...:
        return '...'
    if isinstance(obj, _FunctionType):
        return obj.__name__
    if isinstance(obj, tuple):
        return '[' + ', '.join([_type_repr(t) for t in obj]) + ']'
    return repr(obj)


def _check(arg, message):
    """A hint as it is stored: None and strings converted, the impossible refused."""
    if arg is None:
        return _NoneType
    if isinstance(arg, str):
        return ForwardRef(arg)
    if arg is Generic or arg is Protocol:
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{message} Got {arg!r:.100}.")
    return arg


def _params_of(args):
    """The type variables in hints, in order of first appearance."""
    found = []
    for arg in args:
        if isinstance(arg, (list, tuple)):
            inner = _params_of(arg)
        elif isinstance(arg, _TypeVarLike):
            inner = (arg,)
        elif isinstance(arg, type) and not isinstance(arg, _GenericAliasType):
            continue
        else:
            inner = getattr(arg, '__parameters__', ())
        for param in inner:
            if param not in found:
                found.append(param)
    return tuple(found)


def _check_arity(name, actual, expected):
    if actual != expected:
        raise TypeError(f"Too {'many' if actual > expected else 'few'} arguments for {name};"
                        f" actual {actual}, expected {expected}")


def _substitute(arg, mapping):
    if isinstance(arg, _TypeVarLike):
        return mapping.get(arg, arg)
    if isinstance(arg, tuple):
        return tuple([_substitute(a, mapping) for a in arg])
    if isinstance(arg, type) and not isinstance(arg, _GenericAliasType):
        return arg
    params = getattr(arg, '__parameters__', ())
    return arg[tuple([mapping.get(p, p) for p in params])] if params else arg


def _flatten(params):
    flat = []
    for p in params:
        for q in (p.__args__ if isinstance(p, (_UnionAlias, _UnionType)) else (p,)):
            if q not in flat:
                flat.append(q)
    return tuple(flat)


class _Final:
    __slots__ = ()

    def __init_subclass__(cls, /, *args, **kwds):
        if cls.__module__ != 'typing':
            raise TypeError("Cannot subclass special typing classes")


class _Or(_Final):
    __slots__ = ()

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


# --- type variables -----------------------------------------------------------------------------------------

class _TypeVarLike(_Or):
    def __init__(self, name, bound=None, covariant=False, contravariant=False):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        self.__name__ = name
        self.__module__ = '__main__'
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__bound__ = None if bound is None else _check(bound, "Bound must be a type.")

    def __repr__(self):
        return ('+' if self.__covariant__ else '-' if self.__contravariant__ else '~') + self.__name__

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")


class TypeVar(_TypeVarLike):
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        super().__init__(name, bound, covariant, contravariant)
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        self.__constraints__ = tuple([_check(t, "TypeVar(name, constraint, ...): constraints must be types.")
                                      for t in constraints])


class ParamSpec(_TypeVarLike):
    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        super().__init__(name, bound, covariant, contravariant)

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)


class ParamSpecArgs(_Final):
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.args"


class ParamSpecKwargs(_Final):
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.kwargs"


class TypeVarTuple(_TypeVarLike):
    def __init__(self, name):
        super().__init__(name)

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__


class ForwardRef(_Or):
    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        self.__forward_arg__ = arg
        self.__forward_module__ = module

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return self.__forward_arg__ == other.__forward_arg__ and self.__forward_module__ == other.__forward_module__

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __repr__(self):
        module = f', module={self.__forward_module__!r}' if self.__forward_module__ is not None else ''
        return f'ForwardRef({self.__forward_arg__!r}{module})'


class NewType:
    """NewType('UserId', int): a callable that returns its argument."""

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition('.')[2]
        self.__supertype__ = tp
        self.__module__ = '__main__'

    def __call__(self, x):
        return x

    def __repr__(self):
        return f'{self.__module__}.{self.__qualname__}'

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


# --- subscripted hints --------------------------------------------------------------------------------------

class _Alias(_Or):
    """X[args]. `_name` is the spelling in typing, or None for a class's own subscript."""

    def __init__(self, origin, args, name=None, inst=True):
        self._inst = inst
        self._name = name
        self.__origin__ = origin
        self.__args__ = args if isinstance(args, tuple) else (args,)
        self.__parameters__ = _params_of(self.__args__)
        self.__module__ = 'typing' if name else origin.__module__

    def __eq__(self, other):
        if not isinstance(other, _Alias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __repr__(self):
        name = 'typing.' + self._name if self._name else _type_repr(self.__origin__)
        return f'{name}[{", ".join([_type_repr(a) for a in self.__args__]) or "()"}]'

    def __getitem__(self, args):
        if self.__origin__ in (Generic, Protocol):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(args, tuple):
            args = (args,)
        params = self.__parameters__
        if len(params) == 1 and isinstance(params[0], ParamSpec):
            args = (tuple(args[0]) if len(args) == 1 and isinstance(args[0], (list, tuple)) else args,)
        else:
            args = tuple([tuple(a) if isinstance(a, list) else _check(a, "Parameters to generic types must be types.")
                          for a in args])
        _check_arity(self, len(args), len(params))
        mapping = dict(zip(params, args))
        return self._with(tuple([_substitute(a, mapping) for a in self.__args__]))

    def _with(self, args):
        return type(self)(self.__origin__, args, self._name, self._inst)

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except AttributeError:
            pass
        return result

    def __mro_entries__(self, bases):
        origin = self.__origin__
        if isinstance(origin, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if origin is Generic:
            if Protocol in bases:
                return ()
            for base in bases[bases.index(self) + 1:]:
                if isinstance(base, _Alias) and base is not self:
                    return ()
        elif self._name and origin is not Protocol:
            return _special_entries(self, origin, bases)
        return (origin,)

    def __getattr__(self, name):
        if '__origin__' in self.__dict__ and not (name[:2] == '__' and name[-2:] == '__'):
            return getattr(self.__origin__, name)
        raise AttributeError(name)

    def __setattr__(self, name, value):
        if name in ('_inst', '_name') or name[:2] == '__':
            object.__setattr__(self, name, value)
        else:
            setattr(self.__origin__, name, value)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")


def _special_entries(alias, origin, bases):
    result = [origin] if origin not in bases else []
    for base in bases[bases.index(alias) + 1:]:
        if isinstance(base, _Alias) or (isinstance(base, type) and issubclass(base, Generic)):
            return tuple(result)
    return (*result, Generic)


class _CallableAlias(_Alias):
    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and (args[0] is ... or isinstance(args[0], (ParamSpec, _Alias))
                               and (isinstance(args[0], ParamSpec) or args[0].__origin__ is Concatenate)):
            return f'typing.Callable[{_type_repr(args[0])}, {_type_repr(args[1])}]'
        return (f'typing.Callable[[{", ".join([_type_repr(a) for a in args[:-1]])}], '
                f'{_type_repr(args[-1])}]')

    def _with(self, args):
        if isinstance(args[0], tuple):
            args = args[0] + args[1:]
        return _CallableAlias(self.__origin__, args, self._name, self._inst)


class _UnionAlias(_Alias):
    def __eq__(self, other):
        if not isinstance(other, (_UnionAlias, _UnionType)):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _NoneType in args:
            return f'typing.Optional[{_type_repr(args[0] if args[1] is _NoneType else args[1])}]'
        return super().__repr__()

    def _with(self, args):
        return Union[args]

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        for arg in self.__args__:
            if issubclass(cls, arg):
                return True
        return False


class _LiteralAlias(_Alias):
    def __eq__(self, other):
        if not isinstance(other, _LiteralAlias):
            return NotImplemented
        return (set([(a, type(a)) for a in self.__args__]) == set([(a, type(a)) for a in other.__args__]))

    def __hash__(self):
        return hash(frozenset([(a, type(a)) for a in self.__args__]))

    def __repr__(self):
        return f'typing.Literal[{", ".join([repr(a) for a in self.__args__])}]'


class _AnnotatedAlias(_Alias):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, origin, 'Annotated')
        self.__metadata__ = metadata

    def _with(self, args):
        return _AnnotatedAlias(args[0], self.__metadata__)

    def __repr__(self):
        return (f"typing.Annotated[{_type_repr(self.__origin__)}, "
                f"{', '.join([repr(a) for a in self.__metadata__])}]")

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __mro_entries__(self, bases):
        return (self.__origin__,)


class _UnpackAlias(_Alias):
    def __repr__(self):
        return '*' + repr(self.__args__[0])


# --- special forms ------------------------------------------------------------------------------------------

class _SpecialForm(_Or):
    def __init__(self, name, getitem=None):
        self._name = name
        self._getitem = getitem

    def __repr__(self):
        return 'typing.' + self._name

    def __getitem__(self, item):
        if self._getitem is None:
            raise TypeError(f"{self} is not subscriptable")
        return self._getitem(self, item)

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")


def _one(form, item):
    return _Alias(form, (_check(item, f"{form} accepts only single type."),), form._name)


def _union(form, items):
    if items == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(items, tuple):
        items = (items,)
    flat = _flatten([_check(p, "Union[arg, ...]: each arg must be a type.") for p in items])
    return flat[0] if len(flat) == 1 else _UnionAlias(form, flat, 'Union')


def _optional(form, item):
    return Union[_check(item, f"{form} requires a single type."), _NoneType]


def _literal(form, items):
    flat = []
    for item in (items if isinstance(items, tuple) else (items,)):
        for value in (item.__args__ if isinstance(item, _LiteralAlias) else (item,)):
            if (value, type(value)) not in [(v, type(v)) for v in flat]:
                flat.append(value)
    return _LiteralAlias(form, tuple(flat), 'Literal')


def _concatenate(form, items):
    items = items if isinstance(items, tuple) else (items,)
    return _Alias(form, tuple([_check(p, "Concatenate[arg, ...]: each arg must be a type.") for p in items]),
                  'Concatenate')


def _unpack(form, item):
    return _UnpackAlias(form, (_check(item, f"{form} accepts only single type."),), 'Unpack')


NoReturn = _SpecialForm('NoReturn')
Never = _SpecialForm('Never')
Self = _SpecialForm('Self')
LiteralString = _SpecialForm('LiteralString')
TypeAlias = _SpecialForm('TypeAlias')
ClassVar = _SpecialForm('ClassVar', _one)
Final = _SpecialForm('Final', _one)
Required = _SpecialForm('Required', _one)
NotRequired = _SpecialForm('NotRequired', _one)
TypeGuard = _SpecialForm('TypeGuard', _one)
Unpack = _SpecialForm('Unpack', _unpack)
Union = _SpecialForm('Union', _union)
Optional = _SpecialForm('Optional', _optional)
Literal = _SpecialForm('Literal', _literal)
Concatenate = _SpecialForm('Concatenate', _concatenate)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls, *args, **kwargs)


class Annotated:
    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise TypeError("Type Annotated cannot be instantiated.")

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple) or len(params) < 2:
            raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
        return _AnnotatedAlias(_check(params[0], "Annotated[t, ...]: t must be a type."), params[1:])

    def __init_subclass__(cls, *args, **kwargs):
        raise TypeError(f"Cannot subclass {cls.__module__}.Annotated")


class _Special(_Or):
    """List, Dict, Iterable, …: the alias of a class before it is subscripted; an ABC is looked up when needed."""

    def __init__(self, origin, arity, name, inst=False):
        self._origin = origin
        self._arity = arity
        self._name = name
        self._inst = inst

    def __repr__(self):
        return 'typing.' + self._name

    @property
    def __origin__(self):
        origin = self._origin
        if isinstance(origin, str):
            if origin[0] == '.':
                import collections
                origin = getattr(collections, origin[1:])
            elif origin == 'Context' or origin == 'AsyncContext':
                import contextlib
                origin = getattr(contextlib, f'Abstract{origin}Manager')
            elif origin == 'Pattern' or origin == 'Match':
                import re
                origin = getattr(re, origin)
            else:
                from collections import abc
                origin = getattr(abc, origin)
            self._origin = origin
        return origin

    def __getitem__(self, params):
        name = self._name
        if name == 'Callable':
            if not isinstance(params, tuple) or len(params) != 2:
                raise TypeError("Callable must be used as Callable[[arg, ...], result].")
            args, result = params
            result = _check(result, "Callable[args, result]: result must be a type.")
            if isinstance(args, (list, tuple)):
                args = tuple([_check(a, "Callable[[arg, ...], result]: each arg must be a type.") for a in args])
            elif args is ... or isinstance(args, ParamSpec) or isinstance(args, _Alias) and args.__origin__ is Concatenate:
                args = (args,)
            else:
                args = (_check(args, "Callable[args, result]: args must be a list."),)
            return _CallableAlias(self.__origin__, (*args, result), name, False)
        if not isinstance(params, tuple):
            params = (params,)
        if name == 'Tuple':
            if len(params) == 2 and params[1] is ...:
                return _Alias(tuple, (_check(params[0], "Tuple[t, ...]: t must be a type."), ...), name, False)
            message = "Tuple[t0, t1, ...]: each t must be a type."
        else:
            message = "Parameters to generic types must be types."
        params = tuple([_check(p, message) for p in params])
        if name != 'Tuple':
            _check_arity(self, len(params), self._arity)
        return _Alias(self.__origin__, params, name, self._inst)

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        return self.__origin__(*args, **kwargs)

    def __mro_entries__(self, bases):
        return _special_entries(self, self.__origin__, bases)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls.__origin__ if isinstance(cls, _Special) else cls, self.__origin__)

    def __getattr__(self, name):
        if name in ('_origin', '__parameters__', '__args__') or name[:2] == '__':
            raise AttributeError(name)
        return getattr(self.__origin__, name)


List = _Special(list, 1, 'List')
Dict = _Special(dict, 2, 'Dict')
Set = _Special(set, 1, 'Set')
FrozenSet = _Special(frozenset, 1, 'FrozenSet')
Tuple = _Special(tuple, -1, 'Tuple')
Type = _Special(type, 1, 'Type')
Callable = _Special('Callable', 2, 'Callable')
Deque = _Special('.deque', 1, 'Deque', True)
DefaultDict = _Special('.defaultdict', 2, 'DefaultDict', True)
OrderedDict = _Special('.OrderedDict', 2, 'OrderedDict', True)
Counter = _Special('.Counter', 1, 'Counter', True)
ChainMap = _Special('.ChainMap', 2, 'ChainMap', True)
Hashable = _Special('Hashable', 0, 'Hashable')
Awaitable = _Special('Awaitable', 1, 'Awaitable')
Coroutine = _Special('Coroutine', 3, 'Coroutine')
AsyncIterable = _Special('AsyncIterable', 1, 'AsyncIterable')
AsyncIterator = _Special('AsyncIterator', 1, 'AsyncIterator')
AsyncGenerator = _Special('AsyncGenerator', 2, 'AsyncGenerator')
Iterable = _Special('Iterable', 1, 'Iterable')
Iterator = _Special('Iterator', 1, 'Iterator')
Generator = _Special('Generator', 3, 'Generator')
Reversible = _Special('Reversible', 1, 'Reversible')
Sized = _Special('Sized', 0, 'Sized')
Container = _Special('Container', 1, 'Container')
Collection = _Special('Collection', 1, 'Collection')
AbstractSet = _Special('Set', 1, 'AbstractSet')
MutableSet = _Special('MutableSet', 1, 'MutableSet')
Mapping = _Special('Mapping', 2, 'Mapping')
MutableMapping = _Special('MutableMapping', 2, 'MutableMapping')
MappingView = _Special('MappingView', 1, 'MappingView')
KeysView = _Special('KeysView', 1, 'KeysView')
ItemsView = _Special('ItemsView', 2, 'ItemsView')
ValuesView = _Special('ValuesView', 1, 'ValuesView')
Sequence = _Special('Sequence', 1, 'Sequence')
MutableSequence = _Special('MutableSequence', 1, 'MutableSequence')
ByteString = _Special('ByteString', 0, 'ByteString')
ContextManager = _Special('Context', 1, 'ContextManager')
AsyncContextManager = _Special('AsyncContext', 1, 'AsyncContextManager')
Pattern = _Special('Pattern', 1, 'Pattern')
Match = _Special('Match', 1, 'Match')


# --- Generic and Protocol -----------------------------------------------------------------------------------

class Generic:
    """Base of user-defined generic classes."""
    __slots__ = ()
    _is_protocol = False

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple):
            params = (params,)
        if cls is Generic or cls is Protocol:
            if not params:
                raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
            for p in params:
                if not isinstance(p, _TypeVarLike) and not isinstance(p, _UnpackAlias):
                    raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables "
                                    f"or parameter specification variables.")
            if len(set(params)) != len(params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
            return _Alias(cls, params, cls.__name__)
        own = cls.__parameters__
        if not own:
            raise TypeError(f"{cls} is not a generic class")
        if len(own) == 1 and isinstance(own[0], ParamSpec):
            params = (tuple(params[0]) if len(params) == 1 and isinstance(params[0], (list, tuple)) else params,)
        else:
            params = tuple([tuple(p) if isinstance(p, list)
                            else _check(p, "Parameters to generic types must be types.") for p in params])
        if not any([isinstance(p, TypeVarTuple) for p in own]):
            _check_arity(cls, len(params), len(own))
        return _Alias(cls, params)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get('__orig_bases__')
        if bases is None:
            if Generic in cls.__bases__ and cls.__name__ != 'Protocol':
                raise TypeError("Cannot inherit from plain Generic")
            cls.__parameters__ = ()
            return
        if Generic in bases:
            raise TypeError("Cannot inherit from plain Generic")
        params = _params_of([b for b in bases if isinstance(b, (_Alias, _GenericAliasType))])
        explicit = None
        for base in bases:
            if isinstance(base, _Alias) and base.__origin__ in (Generic, Protocol):
                if explicit is not None and base.__origin__ is Generic:
                    raise TypeError("Cannot inherit from Generic[...] multiple times.")
                explicit = base
        if explicit is not None:
            missing = [p for p in params if p not in explicit.__parameters__]
            if missing:
                raise TypeError(f"Some type variables ({', '.join([str(p) for p in missing])}) are not listed in "
                                f"{explicit.__origin__.__name__}[{', '.join([str(p) for p in explicit.__parameters__])}]")
            params = explicit.__parameters__
        cls.__parameters__ = params


def _protocol_attrs(cls):
    found = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ('Protocol', 'Generic'):
            continue
        for name in [*base.__dict__, *base.__dict__.get('__annotations__', ())]:
            if not name.startswith('_abc_') and name not in _not_members:
                found.add(name)
    return found


_not_members = {
    '__parameters__', '__orig_bases__', '__orig_class__', '_is_protocol', '_is_runtime_protocol',
    '__abstractmethods__', '__annotations__', '__dict__', '__doc__', '__init__', '__module__', '__new__',
    '__slots__', '__subclasshook__', '__weakref__', '__class_getitem__', '__static_attributes__', '__qualname__'}


def _methods_only(cls):
    return all([callable(getattr(cls, name, None)) for name in _protocol_attrs(cls)])


class _ProtocolMeta(_ABCMeta):
    def __instancecheck__(cls, instance):
        if not cls._is_protocol:
            return super().__instancecheck__(instance)
        if not cls._is_runtime_protocol:
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        if _methods_only(cls) and cls._abc_check(instance.__class__):
            return True
        for name in _protocol_attrs(cls):
            if not hasattr(instance, name) or (callable(getattr(cls, name, None)) and getattr(instance, name) is None):
                return cls._abc_check(instance.__class__)
        return True

    def __subclasscheck__(cls, other):
        if cls._is_protocol:
            if not cls._is_runtime_protocol:
                raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
            if not _methods_only(cls):
                raise TypeError("Protocols with non-method members don't support issubclass()")
        return super().__subclasscheck__(other)


def _protocol_init(self, *args, **kwargs):
    cls = type(self)
    if cls._is_protocol:
        raise TypeError('Protocols cannot be instantiated')
    for base in cls.__mro__:
        init = base.__dict__.get('__init__', _protocol_init)
        if init is not _protocol_init:
            return init(self, *args, **kwargs)


def _protocol_hook(cls, other):
    if not cls._is_protocol or not cls._is_runtime_protocol or not _methods_only(cls):
        return NotImplemented
    for name in _protocol_attrs(cls):
        for base in other.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
            if (getattr(other, '_is_protocol', False) and name in base.__dict__.get('__annotations__', ())):
                break
        else:
            return NotImplemented
    return True


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base of structural types; checked at run time only after @runtime_checkable."""
    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get('_is_protocol', False):
            cls._is_protocol = Protocol in cls.__bases__
        if '__subclasshook__' not in cls.__dict__:
            cls.__subclasshook__ = classmethod(_protocol_hook)
        if not cls._is_protocol:
            return
        for base in cls.__bases__:
            if not (base in (object, Generic) or base.__module__ in ('collections.abc', 'contextlib')
                    or getattr(base, '_is_protocol', False)):
                raise TypeError(f'Protocols can only inherit from other protocols, got {base!r}')
        if cls.__init__ is object.__init__ or '__init__' not in cls.__dict__:
            cls.__init__ = _protocol_init


def runtime_checkable(cls):
    """Class decorator: isinstance and issubclass look for the protocol's members."""
    if not getattr(cls, '_is_protocol', False):
        raise TypeError('@runtime_checkable can be only applied to protocol classes, got %r' % cls)
    cls._is_runtime_protocol = True
    return cls


T = TypeVar('T')
KT = TypeVar('KT')
VT = TypeVar('VT')
T_co = TypeVar('T_co', covariant=True)
T_contra = TypeVar('T_contra', contravariant=True)
AnyStr = TypeVar('AnyStr', bytes, str)
for _v in (T, KT, VT, T_co, T_contra, AnyStr):
    _v.__module__ = 'typing'
Text = str


@runtime_checkable
class SupportsInt(Protocol):
    __slots__ = ()

    @_abstract
    def __int__(self):
        pass


@runtime_checkable
class SupportsFloat(Protocol):
    __slots__ = ()

    @_abstract
    def __float__(self):
        pass


@runtime_checkable
class SupportsComplex(Protocol):
    __slots__ = ()

    @_abstract
    def __complex__(self):
        pass


@runtime_checkable
class SupportsBytes(Protocol):
    __slots__ = ()

    @_abstract
    def __bytes__(self):
        pass


@runtime_checkable
class SupportsIndex(Protocol):
    __slots__ = ()

    @_abstract
    def __index__(self):
        pass


@runtime_checkable
class SupportsAbs(Protocol[T_co]):
    __slots__ = ()

    @_abstract
    def __abs__(self):
        pass


@runtime_checkable
class SupportsRound(Protocol[T_co]):
    __slots__ = ()

    @_abstract
    def __round__(self, ndigits=0):
        pass


class IO(Generic[AnyStr]):
    __slots__ = ()


class BinaryIO(IO[bytes]):
    __slots__ = ()


class TextIO(IO[str]):
    __slots__ = ()


# --- NamedTuple and TypedDict -------------------------------------------------------------------------------

def _make_namedtuple(name, types, defaults=(), module=None):
    from collections import namedtuple
    types = {n: _check(t, f"field {n} annotation must be a type") for n, t in types}
    result = namedtuple(name, list(types), defaults=defaults, module=module)
    result.__annotations__ = result.__new__.__annotations__ = types
    return result


class _NamedTupleMeta(type):
    def __new__(cls, name, bases, ns):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError('can only inherit from a NamedTuple type and Generic')
        bases = tuple([tuple if base is _NamedTuple else base for base in bases])
        types = ns.get('__annotations__', {})
        defaults = []
        for field in types:
            if field in ns:
                defaults.append(field)
            elif defaults:
                raise TypeError(f"Non-default namedtuple field {field} cannot follow default field"
                                f"{'s' if len(defaults) > 1 else ''} {', '.join(defaults)}")
        result = _make_namedtuple(name, types.items(), [ns[n] for n in defaults], ns['__module__'])
        result.__bases__ = bases
        if Generic in bases:
            result.__class_getitem__ = classmethod(Generic.__class_getitem__.__func__)
        for key in ns:
            if key in ('__new__', '__init__', '__slots__', '__getnewargs__', '_fields', '_field_defaults',
                       '_field_types', '_make', '_replace', '_asdict', '_source'):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in ('__module__', '__name__', '__annotations__') and key not in result._fields:
                setattr(result, key, ns[key])
        if Generic in bases:
            result.__init_subclass__()
        return result


_NamedTuple = type.__new__(_NamedTupleMeta, 'NamedTuple', (), {})


class _NamedTupleForm:
    def __repr__(self):
        return '<function NamedTuple>'

    def __call__(self, typename, fields=None, /, **kwargs):
        if fields is None:
            fields = kwargs.items()
        elif kwargs:
            raise TypeError("Either list of fields or keywords can be provided to NamedTuple, not both")
        result = _make_namedtuple(typename, fields)
        result.__orig_bases__ = (NamedTuple,)
        return result

    def __mro_entries__(self, bases):
        return (_NamedTuple,)


NamedTuple = _NamedTupleForm()


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError('cannot inherit from both a TypedDict type and a non-TypedDict base class')
        types = {}
        required = set()
        optional = set()
        for base in bases:
            types.update(base.__dict__.get('__annotations__', {}))
            required.update(base.__dict__.get('__required_keys__', ()))
            optional.update(base.__dict__.get('__optional_keys__', ()))
        for key, tp in ns.get('__annotations__', {}).items():
            tp = types[key] = _check(tp, "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type")
            while get_origin(tp) is Annotated:
                tp = tp.__origin__
            origin = get_origin(tp)
            if origin is Required or (origin is not NotRequired and total):
                required.add(key)
            else:
                optional.add(key)
        result = type.__new__(_TypedDictMeta, name, (Generic, dict) if Generic in bases else (dict,), ns)
        result.__annotations__ = types
        result.__required_keys__ = frozenset(required)
        result.__optional_keys__ = frozenset(optional)
        if not hasattr(result, '__total__'):
            result.__total__ = total
        return result

    __call__ = dict

    def __subclasscheck__(cls, other):
        raise TypeError('TypedDict does not support instance and class checks')

    __instancecheck__ = __subclasscheck__


_TypedDict = type.__new__(_TypedDictMeta, 'TypedDict', (), {})


class _TypedDictForm:
    def __repr__(self):
        return '<function TypedDict>'

    def __call__(self, typename, fields=None, /, *, total=True, **kwargs):
        if fields is None:
            fields = kwargs
        elif kwargs:
            raise TypeError("TypedDict takes either a dict or keyword arguments, but not both")
        result = _TypedDictMeta(typename, (), {'__annotations__': dict(fields), '__module__': '__main__'}, total=total)
        result.__orig_bases__ = (TypedDict,)
        return result

    def __mro_entries__(self, bases):
        return (_TypedDict,)


TypedDict = _TypedDictForm()


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


# --- functions ----------------------------------------------------------------------------------------------

def cast(typ, val):
    return val


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def no_type_check(arg):
    arg.__no_type_check__ = True
    return arg


def no_type_check_decorator(decorator):
    return lambda *args, **kwds: no_type_check(decorator(*args, **kwds))


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions outside a stub module "
        "should always be followed by an implementation that is not @overload-ed.")


_overloads = {}


def overload(func):
    """Records one signature; the undecorated function that follows is the one that runs."""
    f = getattr(func, "__func__", func)
    _overloads.setdefault((f.__module__, f.__qualname__), []).append(func)
    return _overload_dummy


def get_overloads(func):
    f = getattr(func, "__func__", func)
    return list(_overloads.get((f.__module__, f.__qualname__), ()))


def clear_overloads():
    _overloads.clear()


def assert_type(val, typ, /):
    return val


def assert_never(arg, /):
    value = repr(arg)
    if len(value) > 100:
        value = value[:100] + '...'
    raise AssertionError(f"Expected code to be unreachable, but got: {value}")


def reveal_type(obj, /):
    import sys
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False, field_specifiers=(), **kwargs):
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default, "order_default": order_default, "kw_only_default": kw_only_default,
            "field_specifiers": field_specifiers, "kwargs": kwargs}
        return cls_or_fn
    return decorator


def get_origin(tp):
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_Alias, _Special, _GenericAliasType, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    return _UnionType if isinstance(tp, _UnionType) else None


def get_args(tp):
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, (_Alias, _GenericAliasType)):
        args = tp.__args__
        if (isinstance(tp, _CallableAlias) or 'Callable' in getattr(tp.__origin__, '__name__', '')) and not (
                len(args) == 2 and (args[0] is ... or isinstance(args[0], (ParamSpec, _Alias))
                                    and get_origin(args[0]) in (None, Concatenate))):
            return (list(args[:-1]), args[-1])
        return args
    return tp.__args__ if isinstance(tp, _UnionType) else ()


def _resolve(hint, names):
    """The hint a string stands for: dotted names, subscripts, `|` and commas; other text is a NameError."""
    import builtins
    text = hint.__forward_arg__ if isinstance(hint, ForwardRef) else hint
    pos = 0

    def skip():
        nonlocal pos
        while pos < len(text) and text[pos] == ' ':
            pos += 1
        return text[pos:pos + 1]

    def atom():
        nonlocal pos
        c = skip()
        if c == '[':
            pos += 1
            return listing(']')
        if text.startswith('...', pos):
            pos += 3
            return ...
        if c == '"' or c == "'":
            end = text.index(c, pos + 1)
            inner = text[pos + 1:end]
            pos = end + 1
            return _resolve(inner, names)
        start = pos
        while pos < len(text) and (text[pos].isalnum() or text[pos] in '_.'):
            pos += 1
        path = text[start:pos].split('.')
        if path[0] == 'None':
            value = None
        elif path[0] in names:
            value = names[path[0]]
        elif hasattr(builtins, path[0]):
            value = getattr(builtins, path[0])
        else:
            raise NameError(f"name {path[0]!r} is not defined")
        for part in path[1:]:
            value = getattr(value, part)
        while skip() == '[':
            pos += 1
            items = listing(']')
            value = value[items[0] if len(items) == 1 else tuple(items)]
        return value

    def expr():
        nonlocal pos
        value = atom()
        while skip() == '|':
            pos += 1
            other = atom()
            value = Union[value, other] if value is None else value | other
        return value

    def listing(close):
        nonlocal pos
        items = []
        while skip() != close:
            items.append(expr())
            if skip() == ',':
                pos += 1
        pos += 1
        return items

    return expr()


def _resolved(hint, names, extras):
    if hint is None:
        return _NoneType
    if isinstance(hint, (str, ForwardRef)):
        hint = _resolve(hint, names)
        hint = _NoneType if hint is None else hint
    if isinstance(hint, _AnnotatedAlias) and not extras:
        return _resolved(hint.__origin__, names, extras)
    if isinstance(hint, _Alias) and not extras and hint.__origin__ in (Required, NotRequired):
        return _resolved(hint.__args__[0], names, extras)
    if isinstance(hint, _Alias) and not isinstance(hint, (_LiteralAlias, _AnnotatedAlias)):
        return hint._with(tuple([a if a is ... else _resolved(a, names, extras) for a in hint.__args__]))
    if isinstance(hint, _GenericAliasType):
        return _GenericAliasType(hint.__origin__, tuple(
            [a if a is ... or isinstance(a, (list, tuple)) else _resolved(a, names, extras) for a in hint.__args__]))
    return hint


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """Annotations with strings replaced by what they name (expressions beyond names, [] and | are not evaluated)."""
    names = {}
    if isinstance(obj, type):
        import sys
        hints = {}
        for base in reversed(obj.__mro__):
            names = dict(getattr(sys.modules.get(base.__module__), '__dict__', {})) if globalns is None else dict(globalns)
            names.update(base.__dict__ if localns is None else localns)
            for name, hint in base.__dict__.get('__annotations__', {}).items():
                hints[name] = _resolved(hint, names, include_extras)
        return hints
    if not hasattr(obj, '__annotations__'):
        raise TypeError(f'{obj!r} is not a module, class, method, or function.')
    while hasattr(obj, '__wrapped__'):
        obj = obj.__wrapped__
    names.update(getattr(obj, '__globals__', obj.__dict__) if globalns is None else globalns)
    names.update(localns or {})
    return {name: _resolved(hint, names, include_extras) for name, hint in obj.__annotations__.items()}
