# return without value, from nested blocks, tuples.
def nothing():
    pass


def bare(x):
    if x:
        return
    return 1


def many():
    return 1, 2, *[3, 4]


def from_loop():
    for i in range(10):
        while True:
            try:
                if i == 3:
                    return i
                break
            finally:
                pass


print(nothing(), bare(True), bare(False), many(), from_loop())
