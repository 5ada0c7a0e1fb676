x = 5
print(x is 5, x is not (), x is "a", 1 is x, x is None, x is True)
print(x is ...)
print(x is -1)
print(0 < x is 1)
