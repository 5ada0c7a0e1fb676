# cpython: True True True
# trivium: True False False
# Cause: a list of floats keeps bare doubles, so that each reading makes a new float object. Values are the same; objects are not. NaN
#   and instances of subclasses of float are kept as objects.
# Workaround: compare floats with ==, which `in`, `index`, `count` and `remove` do anyway.
x = 1.5
floats = [x, 2.5]
print(floats[0] == x, floats[0] is x, floats[1] is floats[1])
