# Chained assignment evaluates the value once and binds targets from left to right.
def value():
    print("value")
    return [1, 2]


a = b = value()
print(a is b)
i = 0
i, data = 1, [0, 0, 0]
i = data[i] = 2
print(i, data)
x = y, z = 3, 4
print(x, y, z)
p = q = r = None
print(p, q, r)
