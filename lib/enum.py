"""Enumerations. The class body runs in a dict that numbers auto() and collects members; the metaclass makes them.

Differences from CPython: members are created after __init_subclass__ has run; Color.name without a member of that
name gives the property instead of an AttributeError; members hash by identity.
"""

__all__ = ['EnumType', 'EnumMeta', 'Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag', 'ReprEnum', 'auto', 'unique',
           'property', 'FlagBoundary', 'STRICT', 'CONFORM', 'EJECT', 'KEEP', 'global_enum', 'member', 'nonmember']

_property = property
_MappingProxy = type(type('_', (), {}).__dict__)
_unset = object()
Enum = Flag = ReprEnum = EJECT = KEEP = STRICT = CONFORM = None


class nonmember:
    """Keeps a value of the class body from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes a value of the class body a member that otherwise would not be one, such as a function."""

    def __init__(self, value):
        self.value = value


class auto:
    """Replaced in the class body by the next value."""

    def __init__(self, value=_unset):
        self.value = value

    def __repr__(self):
        return f"auto({'_auto_null' if self.value is _unset else repr(self.value)})"


class property(_property):
    """A property of members; assignment is refused in the words of enumerations."""

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot set attribute {self.name!r}")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot delete attribute {self.name!r}")
        self.fdel(instance)


class _Redirect(property):
    """For a member that has the name of a property: the class gives the member, an instance the property."""

    def __get__(self, instance, ownerclass=None):
        if instance is None or self.fget is None:
            return self.member
        return self.fget(instance)


def _is_dunder(name):
    return len(name) > 4 and name[:2] == '__' and name[-2:] == '__' and name[2] != '_' and name[-3] != '_'


def _is_sunder(name):
    return len(name) > 2 and name[0] == '_' and name[-1] == '_' and name[1] != '_' and name[-2] != '_'


def _is_descriptor(obj):
    return hasattr(obj, '__get__') or hasattr(obj, '__set__') or hasattr(obj, '__delete__')


def _is_single_bit(num):
    return num != 0 and num & (num - 1) == 0


def _bits(num, max_bits):
    """num in binary with its sign bit apart: 0b0 1010."""
    ceiling = 2 ** num.bit_length()
    if num >= 0:
        text = bin(num + ceiling).replace('1', '0', 1)
    else:
        text = bin(~num ^ (ceiling - 1) + ceiling)
    sign, digits = text[:3], text[3:]
    if len(digits) < max_bits:
        digits = (sign[-1] * max_bits + digits)[-max_bits:]
    return f'{sign} {digits}'


_known_sunder = ('_order_', '_generate_next_value_', '_numeric_repr_', '_missing_', '_ignore_', '_iter_member_',
                 '_iter_member_by_value_', '_iter_member_by_def_')


class _EnumDict(dict):
    """Namespace of an enumeration's body: refuses duplicates, replaces auto(), remembers the members' names."""

    def __init__(self, cls_name=''):
        super().__init__()
        self._cls_name = cls_name
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False

    def __setitem__(self, key, value):
        if key.startswith(f'_{self._cls_name}__') and not key.endswith('__'):
            pass
        elif _is_sunder(key):
            if key not in _known_sunder:
                raise ValueError(f'_sunder_ names, such as {key!r}, are reserved for future Enum use')
            if key == '_generate_next_value_':
                if self._auto_called:
                    raise TypeError("_generate_next_value_ must be defined before members")
                self._generate_next_value = value.__func__ if isinstance(value, staticmethod) else value
            elif key == '_ignore_':
                value = value.replace(',', ' ').split() if isinstance(value, str) else list(value)
                self._ignore = value
                already = set(value) & set(self._member_names)
                if already:
                    raise ValueError(f'_ignore_ cannot specify already set names: {already!r}')
        elif _is_dunder(key):
            if key == '__order__':
                key = '_order_'
        elif key in self._member_names:
            raise TypeError(f'{key!r} already defined as {self[key]!r}')
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif not _is_descriptor(value):
            if key in self:
                raise TypeError(f'{key!r} already defined as {self[key]!r}')
            if isinstance(value, member):
                value = value.value
            value = self._number(key, value)
            self._member_names[key] = None
        super().__setitem__(key, value)

    def _number(self, key, value):
        """value with auto() replaced, also inside a tuple."""
        if isinstance(value, auto):
            return self._next(key, value)
        if type(value) is tuple and any([isinstance(v, auto) for v in value]):
            return tuple([self._next(key, v) if isinstance(v, auto) else v for v in value])
        self._last_values.append(value)
        return value

    def _next(self, key, marker):
        if marker.value is _unset:
            marker.value = self._generate_next_value(key, 1, len(self._member_names), self._last_values[:])
            self._auto_called = True
        self._last_values.append(marker.value)
        return marker.value

    def update(self, members, **more):
        for name, value in (members.items() if hasattr(members, 'keys') else members):
            self[name] = value
        for name, value in more.items():
            self[name] = value


class EnumType(type):
    """Metaclass of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        _check_extendable(cls, bases)
        namespace = _EnumDict(cls)
        first_enum = _mixins(cls, bases)[1]
        if first_enum is not None:
            namespace['_generate_next_value_'] = getattr(first_enum, '_generate_next_value_', None)
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        names = classdict._member_names
        for key in [*classdict._ignore, '_ignore_']:
            classdict.pop(key, None)
        if 'mro' in names or '' in names:
            raise ValueError(f"invalid enum member name(s) {','.join([repr(n) for n in names if n in ('mro', '')])}")
        order = classdict.pop('_order_', None)
        member_type, first_enum = _mixins(cls, bases)
        new, save_new, use_args = _find_new(classdict, member_type, first_enum)
        values = [(name, classdict[name]) for name in names]
        body = {k: v for k, v in classdict.items() if k not in names}
        own = set(body)
        body['_new_member_'] = new
        body['_use_args_'] = use_args
        body['_member_names_'] = []
        body['_member_map_'] = {}
        body['_value2member_map_'] = {}
        body['_member_type_'] = member_type
        is_flag = cls == 'Flag' and Flag is None or Flag is not None and any([issubclass(b, Flag) for b in bases])
        if is_flag:
            body['_boundary_'] = boundary or getattr(first_enum, '_boundary_', None)
            body['_flag_mask_'] = 0
            body['_singles_mask_'] = 0
            body['_all_bits_'] = 0
            body['_inverted_'] = None
        enum_class = super().__new__(metacls, cls, bases, body, **kwds)
        for name, value in values:
            _make_member(enum_class, name, value, is_flag)
        if member_type is object:
            if ReprEnum is not None and ReprEnum in bases:
                raise TypeError('ReprEnum subclasses must be mixed with a data type (i.e. int, str, float, etc.)')
        else:
            if ReprEnum is not None and ReprEnum in bases:
                if '__format__' not in own:
                    enum_class.__format__ = member_type.__format__
                    own.add('__format__')
                if '__str__' not in own:
                    method = member_type.__str__
                    enum_class.__str__ = member_type.__repr__ if method is object.__str__ else method
                    own.add('__str__')
            for name in ('__repr__', '__str__', '__format__', '__reduce_ex__'):
                if name not in own and getattr(enum_class, name) in (getattr(member_type, name), getattr(object, name)):
                    setattr(enum_class, name, getattr(first_enum, name))
        if is_flag and Flag is not None:
            for name in ('__or__', '__and__', '__xor__', '__ror__', '__rand__', '__rxor__', '__invert__'):
                if name not in own:
                    setattr(enum_class, name, getattr(Flag, name))
            defined = [enum_class._member_map_[n]._value_ for n in enum_class._member_names_]
            if defined != sorted(defined):
                enum_class._iter_member_ = enum_class._iter_member_by_def_
        if Enum is not None:
            if save_new:
                enum_class.__new_member__ = new
            enum_class.__new__ = Enum.__new__
        if order is not None:
            if isinstance(order, str):
                order = order.replace(',', ' ').split()
            order = [n for n in order if n not in enum_class._member_map_ or n in enum_class._member_names_]
            if order != enum_class._member_names_:
                raise TypeError(f'member order does not match _order_:\n  {enum_class._member_names_!r}\n  {order!r}')
        return enum_class

    def __init__(cls, *args, **kwds):
        pass

    def __bool__(cls):
        return True

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None):
        """Looks a member up by value; with names, creates a new enumeration."""
        if names is None:
            return cls.__new__(cls, value)
        return cls._create_(value, names, module=module, qualname=qualname, type=type, start=start, boundary=boundary)

    def __contains__(cls, member):
        if not isinstance(member, Enum):
            raise TypeError(f"unsupported operand type(s) for 'in': '{type(member).__qualname__}' and "
                            f"'{cls.__class__.__qualname__}'")
        return isinstance(member, cls) and member._name_ in cls._member_map_

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError(f"{cls.__name__!r} cannot delete member {attr!r}.")
        super().__delattr__(attr)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get('_member_map_', ()):
            raise AttributeError(f'cannot reassign member {name!r}')
        super().__setattr__(name, value)

    def __getattr__(cls, name):
        if _is_dunder(name):
            raise AttributeError(name)
        try:
            return cls._member_map_[name]
        except KeyError:
            raise AttributeError(name) from None

    def __dir__(cls):
        found = {'__class__', '__contains__', '__doc__', '__getitem__', '__iter__', '__len__', '__members__',
                 '__module__', '__name__', '__qualname__', *cls._member_names_}
        if cls._new_member_ is not object.__new__:
            found.add('__new__')
        if cls.__init_subclass__ is not object.__init_subclass__:
            found.add('__init_subclass__')
        if cls._member_type_ is not object:
            found.update(dir(cls._member_type_))
        return sorted(found)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        members = cls._member_map_
        for name in cls._member_names_:
            yield members[name]

    def __reversed__(cls):
        for name in reversed(cls._member_names_):
            yield cls._member_map_[name]

    def __len__(cls):
        return len(cls._member_names_)

    @_property
    def __members__(cls):
        return _MappingProxy(cls._member_map_)

    def __repr__(cls):
        return f"<{'flag' if Flag is not None and issubclass(cls, Flag) else 'enum'} {cls.__name__!r}>"

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        """The functional form: names as a string, a list of names or pairs, or a mapping."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        first_enum = _mixins(class_name, bases)[1]
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            pairs = []
            last_values = []
            for count, name in enumerate(names):
                value = first_enum._generate_next_value_(name, start, count, last_values[:])
                last_values.append(value)
                pairs.append((name, value))
            names = pairs
        for item in names:
            name, value = (item, names[item]) if isinstance(item, str) else item
            classdict[name] = value
        classdict['__module__'] = '__main__' if module is None else module
        if qualname is not None:
            classdict['__qualname__'] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)


EnumMeta = EnumType


def _check_extendable(class_name, bases):
    for chain in bases:
        for base in chain.__mro__:
            if isinstance(base, EnumType) and base._member_names_:
                raise TypeError(f"<enum {class_name!r}> cannot extend {base!r}")


def _mixins(class_name, bases):
    """The data type of the members and the enumeration that is extended."""
    if not bases:
        return object, Enum
    _check_extendable(class_name, bases)
    first_enum = bases[-1]
    if not isinstance(first_enum, EnumType):
        raise TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`")
    found = []
    for chain in bases:
        candidate = None
        for base in chain.__mro__:
            if base is object:
                continue
            if isinstance(base, EnumType):
                if base._member_type_ is not object:
                    if base._member_type_ not in found:
                        found.append(base._member_type_)
                    break
            elif '__new__' in base.__dict__ or '__dataclass_fields__' in base.__dict__:
                if (candidate or base) not in found:
                    found.append(candidate or base)
                break
            else:
                candidate = candidate or base
    if len(found) > 1:
        raise TypeError(f'too many data types for {class_name!r}: {set(found)!r}')
    return (found[0] if found else object), first_enum


def _find_new(classdict, member_type, first_enum):
    """The __new__ that creates members, whether the class defines it, and whether it takes the value's parts."""
    new = classdict.get('__new__', None)
    save_new = first_enum is not None and new is not None
    if new is None:
        ignored = (None, object.__new__, None if Enum is None else Enum.__new__)
        for method in ('__new_member__', '__new__'):
            for possible in (member_type, first_enum):
                target = getattr(possible, method, None)
                if possible is not None and target not in ignored:
                    new = target
                    break
            if new is not None:
                break
        else:
            new = object.__new__
    use_args = not (first_enum is None or new is object.__new__ or (Enum is not None and new is Enum.__new__))
    return new, save_new, use_args


def _make_member(cls, name, value, is_flag):
    """Creates a member, or finds the one it is an alias of, and puts it where it is looked up."""
    args = value if isinstance(value, tuple) else (value,)
    if cls._member_type_ is tuple:
        args = (args,)
    new = cls._new_member_
    made = new(cls, *args) if cls._use_args_ else new(cls)
    if not hasattr(made, '_value_'):
        if cls._member_type_ is object:
            made._value_ = value
        else:
            try:
                made._value_ = cls._member_type_(*args)
            except Exception as exc:
                raise TypeError('_value_ not set in __new__, unable to create it') from exc
    value = made._value_
    made._name_ = name
    made.__objclass__ = cls
    made.__init__(*args)
    made._sort_order_ = len(cls._member_names_)
    if is_flag:
        cls._flag_mask_ |= value
        if _is_single_bit(value):
            cls._singles_mask_ |= value
        cls._all_bits_ = 2 ** cls._flag_mask_.bit_length() - 1
    known = None
    try:
        known = cls._value2member_map_.get(value)
        hashable = True
    except TypeError:
        hashable = False
        for other in cls._member_map_.values():
            if other._value_ == value:
                known = other
                break
    if known is not None:
        made = known
    elif not is_flag or _is_single_bit(value):
        cls._member_names_.append(name)
    if hashable:
        cls._value2member_map_.setdefault(value, made)
    descriptor = None
    for base in cls.__mro__[1:]:
        found = base.__dict__.get(name)
        if isinstance(found, _property):
            descriptor = found
            break
    if descriptor is not None:
        redirect = _Redirect(descriptor.fget, descriptor.fset, descriptor.fdel)
        redirect.member = made
        redirect.__set_name__(cls, name)
        type.__setattr__(cls, name, redirect)
    else:
        type.__setattr__(cls, name, made)
    cls._member_map_[name] = made


class Enum(metaclass=EnumType):
    def __new__(cls, value):
        # Reached for look-up only: members are created by _new_member_.
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for found in cls._member_map_.values():
                if found._value_ == value:
                    return found
        result = cls._missing_(value)
        if isinstance(result, cls):
            return result
        if Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int):
            return result
        if result is None:
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        raise TypeError(f'error in {cls.__name__}._missing_: returned {result!r} instead of None or a valid member')

    def __init__(self, *args, **kwds):
        pass

    def _generate_next_value_(name, start, count, last_values):
        """One more than the largest value so far."""
        if not last_values:
            return start
        try:
            if max(last_values) == last_values[-1]:
                return last_values[-1] + 1
        except TypeError:
            pass
        for v in reversed(last_values):
            try:
                return v + 1
            except TypeError:
                pass
        return start

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __dir__(self):
        found = {'__class__', '__doc__', '__eq__', '__hash__', '__module__'}
        if self.__class__._member_type_ is not object:
            found.update(object.__dir__(self))
        for name in getattr(self, '__dict__', ()):
            if name[0] != '_' and name not in self._member_map_:
                found.add(name)
        for cls in self.__class__.__mro__:
            for name in cls.__dict__:
                if name[0] != '_' and name not in self._member_map_:
                    found.add(name)
        return sorted(found)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """The name of the Enum member."""
        return self._name_

    @property
    def value(self):
        """The value of the Enum member."""
        return self._value_


class ReprEnum(Enum):
    """Only the repr is an enumeration's; str() and format() are the data type's."""


class IntEnum(int, ReprEnum):
    pass


class StrEnum(str, ReprEnum):
    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f'too many arguments for str(): {values!r}')
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f'{values[0]!r} is not a string')
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError(f'encoding must be a string, not {values[1]!r}')
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError(f'errors must be a string, not {values[2]!r}')
        value = str(*values)
        made = str.__new__(cls, value)
        made._value_ = value
        return made

    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class FlagBoundary(StrEnum):
    """What happens to a value with bits that no flag has."""
    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


def _operand(flag, other):
    """The bits of the right operand, or NotImplemented."""
    if isinstance(other, flag.__class__):
        return other._value_
    if flag._member_type_ is not object and isinstance(other, flag._member_type_):
        return other
    return NotImplemented


def _flag_of(cls, value):
    found = cls._value2member_map_.get(value)
    return cls(value) if found is None else found


class Flag(Enum, boundary=CONFORM):
    """Members that combine with | & ^ ~."""
    _numeric_repr_ = repr

    def _generate_next_value_(name, start, count, last_values):
        if not count:
            return start if start is not None else 1
        last = max(last_values)
        try:
            return 2 ** last.bit_length()
        except Exception:
            raise TypeError(f'invalid flag value {last!r}') from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        value &= cls._flag_mask_
        while value:
            bit = value & -value
            yield cls._value2member_map_.get(bit)
            value ^= bit

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        yield from sorted(cls._iter_member_by_value_(value), key=lambda m: m._sort_order_)

    @classmethod
    def _missing_(cls, value):
        """A combination of flags, made when first asked for."""
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask = cls._flag_mask_
        all_bits = cls._all_bits_
        boundary = cls._boundary_
        negative = None
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ mask):
            if boundary is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(f"{cls!r} invalid value {value!r}\n    given {_bits(value, width)}\n"
                                 f"  allowed {_bits(mask, width)}")
            if boundary is CONFORM:
                value &= mask
            elif boundary is EJECT:
                return value
            elif boundary is KEEP:
                if value < 0:
                    value += max(all_bits + 1, 2 ** value.bit_length())
            else:
                raise ValueError(f'{cls!r} unknown flag boundary {boundary!r}')
        if value < 0:
            negative = value
            value += all_bits + 1
        unknown = value & ~mask
        aliases = value & ~cls._singles_mask_
        singles = value & cls._singles_mask_
        if unknown and boundary is not KEEP:
            raise ValueError(f'{cls.__name__}({value!r}) -->  unknown values {unknown!r} [{bin(unknown)}]')
        kind = cls._member_type_
        made = object.__new__(cls) if kind is object else kind.__new__(cls, value)
        if not hasattr(made, '_value_'):
            made._value_ = value
        made._name_ = None
        if singles or aliases:
            members = list(cls._iter_member_(singles))
            if aliases:
                wanted = singles | aliases
                for other in cls._member_map_.values():
                    if other not in members and other._value_ and other._value_ & wanted == other._value_:
                        members.append(other)
            combined = 0
            for m in members:
                combined |= m._value_
            unknown = value ^ combined
            if combined:
                made._name_ = '|'.join([m._name_ for m in members])
                if unknown and boundary is STRICT:
                    raise ValueError(f'{cls!r}: no members with value {unknown!r}')
                if unknown:
                    made._name_ += f'|{cls._numeric_repr_(unknown)}'
        made = cls._value2member_map_.setdefault(value, made)
        if negative is not None:
            cls._value2member_map_[negative] = made
        return made

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and "
                            f"{self.__class__.__qualname__!r}")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        name = self.__class__.__name__ + ('' if self._name_ is None else '.' + self._name_)
        return f"<{name}: {self._value_!r}>"

    def __str__(self):
        if self._name_ is None:
            return f'{self.__class__.__name__}({self._value_!r})'
        return f"{self.__class__.__name__}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def __or__(self, other):
        other = _operand(self, other)
        return other if other is NotImplemented else _flag_of(self.__class__, self._value_ | other)

    def __and__(self, other):
        other = _operand(self, other)
        return other if other is NotImplemented else _flag_of(self.__class__, self._value_ & other)

    def __xor__(self, other):
        other = _operand(self, other)
        return other if other is NotImplemented else _flag_of(self.__class__, self._value_ ^ other)

    def __invert__(self):
        if self._inverted_ is None:
            if self._boundary_ in (EJECT, KEEP):
                self._inverted_ = self.__class__(~self._value_)
            else:
                self._inverted_ = self.__class__(self._singles_mask_ & ~self._value_)
        return self._inverted_

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are ints as well."""


def unique(enumeration):
    """Class decorator: refuses aliases."""
    duplicates = [(name, m.name) for name, m in enumeration.__members__.items() if name != m.name]
    if duplicates:
        details = ', '.join([f"{alias} -> {name}" for alias, name in duplicates])
        raise ValueError(f'duplicate values found in {enumeration!r}: {details}')
    return enumeration


def _global_repr(self):
    if self._name_ is None:
        return f"{self.__class__.__module__.split('.')[-1]}.{self.__class__.__name__}({self._value_!r})"
    module = self.__class__.__module__.split('.')[-1]
    return '|'.join([f'{module}.{name}' for name in self._name_.split('|')])


def global_enum(cls, update_str=False):
    """Class decorator: members become names of the class's module and print as such."""
    import sys
    cls.__repr__ = _global_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = lambda self: self._name_ if self._name_ is not None else f'{cls.__name__}({self._value_!r})'
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls
