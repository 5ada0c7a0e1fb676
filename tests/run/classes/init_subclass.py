# __init_subclass__ with arguments; a plug-in registry.
class Plugin:
    registry = {}

    def __init_subclass__(cls, /, name=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry[name or cls.__name__.lower()] = cls


class A(Plugin):
    pass


class B(Plugin, name="bee"):
    pass


class C(B):
    pass


print({k: v.__name__ for k, v in Plugin.registry.items()})
try:
    class D(Plugin, unknown=1):
        pass
except TypeError as e:
    print(e)
try:
    class E(keyword=1):
        pass
except TypeError as e:
    print(e)
