# cpython: False True
# trivium: True True
# Cause: objects may keep attributes that are floats as bare numbers, so that reading one makes a new float object. `is` therefore takes
#   floats with equal bits for the same. NaNs are told apart by their objects; one that was kept as a bare number is new at each reading.
# Workaround: compare floats with ==, and look for NaN with math.isnan().
x = float("1.5")
print(float("1.5") is x, x is x)
