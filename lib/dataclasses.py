"""The @dataclass decorator. Methods are closures over the field names; nothing is generated as text.

__init__ has one closure for each small number of plain fields, since constructing objects is what programs do most.
"""

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING', 'fields', 'asdict',
           'astuple', 'make_dataclass', 'replace', 'is_dataclass']


class FrozenInstanceError(AttributeError):
    pass


class _Marker:
    __slots__ = ('_text',)

    def __init__(self, text):
        self._text = text

    def __repr__(self):
        return self._text


class _MISSING_TYPE:
    pass


class _KW_ONLY_TYPE:
    pass


MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()
_FACTORY = _Marker('<factory>')
_FIELD = _Marker('_FIELD')
_FIELD_CLASSVAR = _Marker('_FIELD_CLASSVAR')
_FIELD_INITVAR = _Marker('_FIELD_INITVAR')
_MappingProxy = type(_Marker.__dict__)
_EMPTY_METADATA = _MappingProxy({})
_FunctionType = type(lambda: 0)
_MemberDescriptor = type(_Marker._text)
_set = object.__setattr__


class InitVar:
    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f'dataclasses.InitVar[{name}]'

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """One field: what field() was given, plus name and type."""
    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare', 'metadata',
                 'kw_only', '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY_METADATA if metadata is None else _MappingProxy(metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        parts = [f'{name}={getattr(self, name)!r}' for name in (
            'name', 'type', 'default', 'default_factory', 'init', 'repr', 'hash', 'compare', 'metadata', 'kw_only',
            '_field_type')]
        return 'Field(' + ','.join(parts) + ')'

    def __set_name__(self, owner, name):
        set_name = getattr(type(self.default), '__set_name__', None)
        if set_name:
            set_name(self.default, owner, name)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    """Describes a field when its plain default is not enough."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


class _DataclassParams:
    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen')

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    def __repr__(self):
        return f"_DataclassParams({','.join([f'{n}={getattr(self, n)!r}' for n in self.__slots__])})"


# --- collecting fields --------------------------------------------------------------------------------------

def _names(annotation, word):
    """Whether a string annotation begins with `word`, as such or as an attribute of a module."""
    return annotation.partition('[')[0].rpartition('.')[2].strip() == word


def _is_classvar(annotation):
    if isinstance(annotation, str):
        return _names(annotation, 'ClassVar')
    return (type(annotation).__module__ == 'typing'
            and repr(getattr(annotation, '__origin__', annotation)) == 'typing.ClassVar')


def _is_initvar(annotation):
    if isinstance(annotation, str):
        return _names(annotation, 'InitVar')
    return annotation is InitVar or type(annotation) is InitVar


def _make_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        f = field(default=MISSING if isinstance(default, _MemberDescriptor) else default)
    f.name = name
    f.type = annotation
    f._field_type = (_FIELD_CLASSVAR if _is_classvar(annotation)
                     else _FIELD_INITVAR if _is_initvar(annotation) else _FIELD)
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f'field {name} cannot have a default factory')
    if f._field_type is not _FIELD_CLASSVAR:
        if f.kw_only is MISSING:
            f.kw_only = kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f'field {name} is a ClassVar but specifies kw_only')
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f'mutable default {type(f.default)} for field {name} is not allowed: use default_factory')
    return f


# --- methods ------------------------------------------------------------------------------------------------

def _general_init(qualname, init_fields, std, kwonly, frozen, slots, post_init):
    """__init__ for any mix of fields, as a function of (self, args, kwargs)."""
    params = tuple([f.name for f in std])
    kw_params = tuple([f.name for f in kwonly])
    defaults = {}
    for f in (*std, *kwonly):
        if f.default is not MISSING:
            defaults[f.name] = f.default
        elif f.default_factory is not MISSING:
            defaults[f.name] = _FACTORY
    # What each field stores: (name, whether it is a parameter, factory or MISSING, default or MISSING).
    plan = [(f.name, f.init, f.default_factory, f.default if not f.init and slots else MISSING)
            for f in init_fields if f._field_type is _FIELD
            and (f.init or f.default_factory is not MISSING or (slots and f.default is not MISSING))]
    init_vars = [f.name for f in init_fields if f._field_type is _FIELD_INITVAR]
    all_params = params + kw_params
    count = len(params)
    store = _set if frozen else setattr

    def init(self, args, kwargs):
        if len(args) == count and not kwargs and not kw_params:
            values = args
        else:
            from _signature import bind
            values = bind(qualname, params, defaults, args, kwargs, kw_params)
        given = dict(zip(all_params, values))
        for name, is_param, factory, default in plan:
            if is_param:
                value = given[name]
                if value is _FACTORY:
                    value = factory()
            elif factory is not MISSING:
                value = factory()
            else:
                value = default
            store(self, name, value)
        if post_init:
            self.__post_init__(*[given[name] if name in given else getattr(self, name) for name in init_vars])
    return init


def _plain_init(names, general, frozen, post_init):
    """__init__ for positional fields: given all of them it stores at once, otherwise `general` sorts it out."""
    store = _set if frozen else setattr
    n = len(names)
    if n == 1:
        n0, = names

        def __init__(self, a=MISSING, /, *rest, **kw):
            if a is MISSING or rest or kw:
                return general(self, _given(a, *rest), kw)
            store(self, n0, a)
            if post_init:
                self.__post_init__()
    elif n == 2:
        n0, n1 = names

        def __init__(self, a=MISSING, b=MISSING, /, *rest, **kw):
            if b is MISSING or rest or kw:
                return general(self, _given(a, b, *rest), kw)
            store(self, n0, a)
            store(self, n1, b)
            if post_init:
                self.__post_init__()
    elif n == 3:
        n0, n1, n2 = names

        def __init__(self, a=MISSING, b=MISSING, c=MISSING, /, *rest, **kw):
            if c is MISSING or rest or kw:
                return general(self, _given(a, b, c, *rest), kw)
            store(self, n0, a)
            store(self, n1, b)
            store(self, n2, c)
            if post_init:
                self.__post_init__()
    else:
        def __init__(self, /, *args, **kw):
            if kw or len(args) != n:
                return general(self, args, kw)
            for name, value in zip(names, args):
                store(self, name, value)
            if post_init:
                self.__post_init__()
    return __init__


def _given(*args):
    return tuple([a for a in args if a is not MISSING])


def _init_method(cls, init_fields, std, kwonly, frozen, slots):
    seen_default = False
    for f in std:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen_default = True
        elif seen_default:
            raise TypeError(f'non-default argument {f.name!r} follows default argument')
    post_init = hasattr(cls, '__post_init__')
    qualname = cls.__qualname__ + '.__init__'
    general = _general_init(qualname, init_fields, std, kwonly, frozen, slots, post_init)
    if std and len(std) == len(init_fields) and all([f._field_type is _FIELD for f in std]):
        return _plain_init(tuple([f.name for f in std]), general, frozen, post_init)

    def __init__(self, /, *args, **kwargs):
        general(self, args, kwargs)
    return __init__


_in_repr = set()


def _repr_method(names):
    labels = [(('' if i == 0 else ', ') + name + '=', name) for i, name in enumerate(names)]

    def __repr__(self):
        key = id(self)
        if key in _in_repr:
            return '...'
        _in_repr.add(key)
        try:
            return (self.__class__.__qualname__ + '('
                    + ''.join([label + repr(getattr(self, name)) for label, name in labels]) + ')')
        finally:
            _in_repr.discard(key)
    return __repr__


def _eq_method(names):
    def __eq__(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        for name in names:
            a = getattr(self, name)
            b = getattr(other, name)
            if a is not b and not a == b:
                return False
        return True
    return __eq__


def _order_methods(names):
    def key(obj):
        return tuple([getattr(obj, name) for name in names])

    def __lt__(self, other):
        return key(self) < key(other) if other.__class__ is self.__class__ else NotImplemented

    def __le__(self, other):
        return key(self) <= key(other) if other.__class__ is self.__class__ else NotImplemented

    def __gt__(self, other):
        return key(self) > key(other) if other.__class__ is self.__class__ else NotImplemented

    def __ge__(self, other):
        return key(self) >= key(other) if other.__class__ is self.__class__ else NotImplemented
    return __lt__, __le__, __gt__, __ge__


def _frozen_methods(cls, names):
    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)
    return __setattr__, __delattr__


def _hash_method(names):
    def __hash__(self):
        return hash(tuple([getattr(self, name) for name in names]))
    return __hash__


def _add(cls, function):
    """Sets a method unless the class defines it; true if it does."""
    name = function.__name__
    if name in cls.__dict__:
        return True
    function.__qualname__ = f'{cls.__qualname__}.{name}'
    function.__module__ = cls.__module__
    setattr(cls, name, function)
    return False


def _doc(cls, std, kwonly):
    def one(f):
        tp = f.type
        if isinstance(tp, type) and type(tp) is not type(list[int]):
            text = tp.__qualname__ if tp.__module__ == 'builtins' else f'{tp.__module__}.{tp.__qualname__}'
        elif getattr(tp, '__module__', None) == 'typing':
            text = repr(tp).replace('typing.', '')
        else:
            text = repr(tp)
        default = f.default if f.default is not MISSING else _FACTORY if f.default_factory is not MISSING else MISSING
        return f'{f.name}: {text}' + ('' if default is MISSING else f' = {default!r}')
    params = [one(f) for f in std] + (['*'] if kwonly else []) + [one(f) for f in kwonly]
    return f"{cls.__name__}({', '.join(params)})"


# --- the decorator ------------------------------------------------------------------------------------------

def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    all_fields = {}
    cls.__dataclass_params__ = _DataclassParams(init, repr, eq, order, unsafe_hash, frozen)
    frozen_bases = set()
    for base in cls.__mro__[-1:0:-1]:
        base_fields = getattr(base, '__dataclass_fields__', None)
        if base_fields is not None:
            all_fields.update(base_fields)
            frozen_bases.add(base.__dataclass_params__.frozen)
    annotations = cls.__dict__.get('__annotations__', {})
    own = []
    kw_only_seen = False
    for name, annotation in annotations.items():
        if annotation is KW_ONLY or (isinstance(annotation, str) and _names(annotation, 'KW_ONLY')):
            if kw_only_seen:
                raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY has already been specified')
            kw_only_seen = kw_only = True
        else:
            own.append(_make_field(cls, name, annotation, kw_only))
    for f in own:
        all_fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f'{name!r} is a field but has no type annotation')
    if True in frozen_bases and not frozen:
        raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
    if frozen_bases and True not in frozen_bases and frozen:
        raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    cls.__dataclass_fields__ = all_fields
    own_hash = cls.__dict__.get('__hash__', MISSING)
    explicit_hash = not (own_hash is MISSING or (own_hash is None and '__eq__' in cls.__dict__))
    if order and not eq:
        raise ValueError('eq must be true if order is true')

    init_fields = [f for f in all_fields.values() if f._field_type is not _FIELD_CLASSVAR]
    std = [f for f in init_fields if f.init and not f.kw_only]
    kwonly = [f for f in init_fields if f.init and f.kw_only]
    real = [f for f in init_fields if f._field_type is _FIELD]
    compared = tuple([f.name for f in real if f.compare])
    if init:
        init = _init_method(cls, init_fields, std, kwonly, frozen, slots)
        init.__annotations__ = {f.name: f.type for f in init_fields} | {'return': None}
        _add(cls, init)
    if repr:
        _add(cls, _repr_method([f.name for f in real if f.repr]))
    if eq:
        _add(cls, _eq_method(compared))
    if order:
        for method in _order_methods(compared):
            if _add(cls, method):
                raise TypeError(f'Cannot overwrite attribute {method.__name__} in class {cls.__name__}. '
                                'Consider using functools.total_ordering')
    if frozen:
        for method in _frozen_methods(cls, tuple([f.name for f in real])):
            if _add(cls, method):
                raise TypeError(f'Cannot overwrite attribute {method.__name__} in class {cls.__name__}')
    if unsafe_hash:
        if explicit_hash:
            raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
    if unsafe_hash or (eq and frozen and not explicit_hash):
        method = _hash_method([f.name for f in real if (f.compare if f.hash is None else f.hash)])
        method.__qualname__ = f'{cls.__qualname__}.__hash__'
        cls.__hash__ = method
    elif eq and not explicit_hash:
        cls.__hash__ = None
    if not cls.__doc__:
        cls.__doc__ = _doc(cls, std, kwonly)
    if match_args and '__match_args__' not in cls.__dict__:
        cls.__match_args__ = tuple([f.name for f in std])
    if weakref_slot and not slots:
        raise TypeError('weakref_slot is True but slots is False')
    if slots:
        cls = _with_slots(cls, frozen, weakref_slot)
    if hasattr(cls, '__abstractmethods__'):
        from abc import update_abstractmethods
        update_abstractmethods(cls)
    return cls


def _getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _setstate(self, state):
    for f, value in zip(fields(self), state):
        _set(self, f.name, value)


def _with_slots(cls, frozen, weakref_slot):
    """A copy of the class with __slots__, which cannot be added to an existing one."""
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    namespace = dict(cls.__dict__)
    names = tuple([f.name for f in fields(cls)])
    inherited = set()
    for base in cls.__mro__[1:-1]:
        slots = base.__dict__.get('__slots__', ())
        inherited.update((slots,) if isinstance(slots, str) else slots)
    wanted = names + (('__weakref__',) if weakref_slot else ())
    namespace['__slots__'] = tuple([n for n in wanted if n not in inherited])
    for name in (*names, '__dict__', '__weakref__'):
        namespace.pop(name, None)
    qualname = cls.__qualname__
    cls = type(cls)(cls.__name__, cls.__bases__, namespace)
    cls.__qualname__ = qualname
    if frozen:
        if '__getstate__' not in namespace:
            cls.__getstate__ = _getstate
        if '__setstate__' not in namespace:
            cls.__setstate__ = _setstate
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Adds __init__, __repr__, __eq__ and the other asked-for methods, from the class's annotations."""
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


# --- functions over dataclasses -----------------------------------------------------------------------------

def fields(class_or_instance):
    """The fields as a tuple of Field objects."""
    try:
        found = class_or_instance.__dataclass_fields__
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple([f for f in found.values() if f._field_type is _FIELD])


def _is_instance(obj):
    return hasattr(type(obj), '__dataclass_fields__')


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), '__dataclass_fields__')


_plain = (int, str, float, bool, type(None), complex, bytes)


def _convert(obj, outer):
    """A deep copy of obj in which dataclass instances are what `outer` makes of them."""
    kind = type(obj)
    if kind in _plain:
        return obj
    if _is_instance(obj):
        return outer([(f.name, _convert(getattr(obj, f.name), outer)) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return kind(*[_convert(v, outer) for v in obj])
    if isinstance(obj, (list, tuple)):
        return kind([_convert(v, outer) for v in obj])
    if isinstance(obj, dict):
        pairs = [(_convert(k, outer), _convert(v, outer)) for k, v in obj.items()]
        if hasattr(kind, 'default_factory'):
            result = kind(obj.default_factory)
            result.update(pairs)
            return result
        return kind(pairs)
    from copy import deepcopy
    return deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    """The fields as a dict, through nested dataclasses and containers."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _convert(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    """The field values as a tuple, through nested dataclasses and containers."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _convert(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """A dataclass from a list of names, (name, type) or (name, type, field)."""
    from keyword import iskeyword
    annotations = {}
    defaults = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, 'typing.Any'
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, defaults[item[0]] = item
        else:
            raise TypeError(f'Invalid field: {item!r}')
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f'Field names must be valid identifiers: {name!r}')
        if iskeyword(name):
            raise TypeError(f'Field names must not be keywords: {name!r}')
        if name in annotations:
            raise TypeError(f'Field name duplicated: {name!r}')
        annotations[name] = annotation
    body = {'__module__': 'types', **(namespace or {}), **defaults, '__annotations__': annotations}
    cls = type(cls_name, bases, body)
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A new object with some fields changed."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in obj.__dataclass_fields__.values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(f'field {f.name} is declared with init=False, it cannot be specified with replace()')
        elif f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
