# and / or return operands, evaluate lazily and left to right.
def v(x):
    print("v", repr(x), end=" ")
    return x


for a in (0, 1, "", "s"):
    for b in (None, [1]):
        print("->", v(a) and v(b))
        print("->", v(a) or v(b))
print(0 or "" or [] or None)
print(1 and 2 and 3)
print(not 1 or 2, not (1 or 2), not 0 and 5)
print(1 or 1 / 0, 0 and 1 / 0)
