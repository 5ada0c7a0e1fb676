# finally with return, break and continue overrides what was going on.
def f():
    try:
        return "try"
    finally:
        return "finally"


def g():
    try:
        raise ValueError
    finally:
        return "swallowed"


def h():
    for i in range(3):
        try:
            1 / 0
        finally:
            if i < 2:
                continue
            break
    return i


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def mutable():
    x = []
    try:
        return x
    finally:
        x.append("added")


def nested():
    out = []
    try:
        try:
            return out
        finally:
            out.append(1)
    finally:
        out.append(2)


def loop():
    while True:
        try:
            try:
                break
            finally:
                print("inner")
        finally:
            print("outer")
    return "done"


print(f(), g(), h(), value_kept(), mutable(), nested(), loop())
