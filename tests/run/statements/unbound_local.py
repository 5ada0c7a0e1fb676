# UnboundLocalError and NameError texts.
def local():
    print(x)
    x = 1


def deleted():
    y = 1
    del y
    return y


def conditional(flag):
    if flag:
        z = 1
    return z


def free():
    def inner():
        return w
    try:
        return inner()
    finally:
        w = 1


def unknown():
    return missing_name


for f, args in ((local, ()), (deleted, ()), (conditional, (False,)), (free, ()), (unknown, ())):
    try:
        f(*args)
    except NameError as e:
        print(type(e).__name__, e)
try:
    del never_bound
except NameError as e:
    print(type(e).__name__, e)
def del_local():
    del q
    q = 1
try:
    del_local()
except NameError as e:
    print(type(e).__name__, e)
