# An exception in a class body inside a function.
def make():
    class Broken:
        a = 1
        b = undefined_name
    return Broken


make()
