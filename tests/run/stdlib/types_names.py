import types


def f():
    yield


class C:
    def m(self):
        pass


print(isinstance(f, types.FunctionType), isinstance(lambda: 0, types.LambdaType), isinstance(f(), types.GeneratorType))
print(isinstance(C().m, types.MethodType), isinstance(len, types.BuiltinFunctionType), isinstance(types, types.ModuleType))
print(isinstance(None, types.NoneType), isinstance(..., types.EllipsisType), isinstance(C.__dict__, types.MappingProxyType))
print(isinstance(list[int], types.GenericAlias), isinstance(int | str, types.UnionType))
c = C()
c.extra = types.MethodType(lambda self, x: (type(self).__name__, x), c)
print(c.extra(3))
proxy = types.MappingProxyType({"a": 1})
print(proxy["a"], len(proxy), proxy)
try:
    proxy["b"] = 2
except TypeError as e:
    print(e)
D = types.new_class("D", (C,), {}, lambda ns: ns.update(x=5))
print(D.x, D.__name__, issubclass(D, C))
