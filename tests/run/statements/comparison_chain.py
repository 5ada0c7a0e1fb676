# Chained comparisons evaluate the middle once and stop at the first failure.
def v(x):
    print("v", x, end=" ")
    return x


x = 2
print(v(1) < v(2) < v(3))
print(v(3) < v(2) < v(1))
print(v(1) < v(2) > v(0) != v(5))
print(1 < 2 == 2, 1 == 1 in [1], 3 > x is not None)
print((1 < 2) == 2)
print(1 < 3 < 2, 1 < (3 < 2))
print(0 <= 5 < 10, not 0 <= 5 < 10)
x = 5
print(x == x == x, x is x is x, x in [x] in [[x]])
