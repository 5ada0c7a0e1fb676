# The tree of built-in exceptions, in the order of __subclasses__().
def show(cls, depth=0):
    print("  " * depth + cls.__name__)
    for sub in cls.__subclasses__():
        if sub.__module__ == "builtins":
            show(sub, depth + 1)


show(BaseException)
print([c.__name__ for c in ExceptionGroup.__mro__])
