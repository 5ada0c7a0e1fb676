# Order of evaluation in displays, calls, subscripts, comparisons and assignments.
log = []


def n(x):
    log.append(x)
    return x


def show(label):
    print(label, log)
    log.clear()


[n(1), n(2), n(3)]
show("list")
{n(1): n(2), n(3): n(4)}
show("dict")
(n(1) + n(2)) * n(3)
show("arith")


def f(*a, **k):
    return a, k


f(n(1), *[n(2)], k=n(3), **{"z": n(4)})
show("call")
d = {}
d[n("key")] = n("value")
show("setitem")


class A:
    pass


def obj(x):
    log.append(x)
    return A()


obj("o1").attr, obj("o2").attr = n("v1"), n("v2")
show("tuple assign")
n(1) if n(0) else n(2)
show("conditional")
{n(k): n(k + 10) for k in range(2)}
show("dict comp")
n("abcdef")[n(1):n(4):n(2)]
show("slice")
n(1) < n(2) < n(0) < n(9)
show("chain")


def g(a=n("da"), *, b=n("db")) -> n("ret"):
    pass


show("defaults")
