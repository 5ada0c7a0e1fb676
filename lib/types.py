"""Names of the runtime's types, and what makes classes without a class statement."""


def _generator():
    yield


async def _coroutine():
    pass


async def _async_generator():
    yield


class _Class:
    __slots__ = ('slot',)

    def method(self):
        pass


def _cell():
    value = 1

    def inner():
        return value
    return type(inner.__closure__[0])


FunctionType = type(_generator)
LambdaType = FunctionType
CodeType = type(_generator.__code__)
CellType = _cell()
MethodType = type(_Class().method)
BuiltinFunctionType = type(len)
BuiltinMethodType = type([].append)
WrapperDescriptorType = type(object.__init__)
MethodWrapperType = type(object().__str__)
MethodDescriptorType = type(str.join)
ClassMethodDescriptorType = type(dict.__dict__['fromkeys'])
MemberDescriptorType = type(_Class.slot)
GetSetDescriptorType = type(FunctionType.__code__)
MappingProxyType = type(_Class.__dict__)
GeneratorType = type(_generator())
AsyncGeneratorType = type(_async_generator())
GenericAlias = type(list[int])
UnionType = type(int | str)
EllipsisType = type(...)
NoneType = type(None)
NotImplementedType = type(NotImplemented)

_c = _coroutine()
CoroutineType = type(_c)
_c.close()


def _from_sys():
    import sys
    return type(sys), type(sys.implementation)


def _traceback_types():
    try:
        raise TypeError
    except TypeError as exc:
        return type(exc.__traceback__), type(exc.__traceback__.tb_frame)


ModuleType, SimpleNamespace = _from_sys()
TracebackType, FrameType = _traceback_types()


class DynamicClassAttribute(property):
    """A property for instances; looking it up on the class goes to the metaclass."""

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            raise AttributeError()
        if self.fget is None:
            raise AttributeError("unreadable attribute")
        return self.fget(instance)


def resolve_bases(bases):
    """The bases with __mro_entries__ applied."""
    resolved = []
    for base in bases:
        if not isinstance(base, type) and hasattr(base, "__mro_entries__"):
            entries = base.__mro_entries__(bases)
            if not isinstance(entries, tuple):
                raise TypeError("__mro_entries__ must return a tuple")
            resolved.extend(entries)
        else:
            resolved.append(base)
    return tuple(resolved) if resolved != list(bases) else bases


def prepare_class(name, bases=(), kwds=None):
    """The metaclass, its namespace and the remaining keywords, as a class statement finds them."""
    kwds = dict(kwds or {})
    meta = kwds.pop('metaclass', None) or (type(bases[0]) if bases else type)
    if isinstance(meta, type):
        for base in bases:
            base_meta = type(base)
            if issubclass(base_meta, meta):
                meta = base_meta
            elif not issubclass(meta, base_meta):
                raise TypeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass "
                                "of the metaclasses of all its bases")
    namespace = meta.__prepare__(name, bases, **kwds) if hasattr(meta, '__prepare__') else {}
    return meta, namespace, kwds


def new_class(name, bases=(), kwds=None, exec_body=None):
    """A class statement as a function."""
    resolved = resolve_bases(bases)
    meta, namespace, kwds = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if resolved is not bases:
        namespace['__orig_bases__'] = bases
    return meta(name, resolved, namespace, **kwds)


def get_original_bases(cls, /):
    return cls.__dict__.get("__orig_bases__", cls.__bases__)


def coroutine(func):
    """Accepted for compatibility: marks nothing, since generators cannot be awaited here."""
    raise NotImplementedError("types.coroutine is not supported; write an async def function")
