# Exceptions from built-ins called back into user code.
def key(x):
    return 10 // x


def compare(items):
    return sorted(items, key=key)


print(compare([1, 2, 5]))
print(compare([3, 0, 1]))
