# cpython: True True
# trivium: False False
# Cause: a variable of a loop that only has floats holds a bare double. A NaN that passes through it is boxed anew, and a NaN is found
#   by identity alone. Only in code with types that has been compiled or typed (not with --types=off).
# Workaround: math.isnan() instead of `is` and `in`.
nan = float("nan")
values = [1.0, 2.0]
for k in range(4):
    x = nan if k == 2 else values[k % 2] + 1.0
    values[k % 2] = x
print(values[0] is nan, nan in values)
