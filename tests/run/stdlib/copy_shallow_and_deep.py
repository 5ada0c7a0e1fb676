import copy


class P:
    def __init__(self, v):
        self.v = v


class Slots:
    __slots__ = ("a", "__b")

    def __init__(self):
        self.a = [1]
        self.__b = 2

    def b(self):
        return self.__b


class Custom:
    def __init__(self):
        self.log = []

    def __copy__(self):
        c = Custom()
        c.log.append("copied")
        return c

    def __deepcopy__(self, memo):
        c = Custom()
        c.log.append("deep")
        return c


a = [1, [2, 3], {"k": [4]}, (5, [6]), {7}]
s, d = copy.copy(a), copy.deepcopy(a)
a[1].append(9)
a[2]["k"].append(9)
a[3][1].append(9)
print(s, d)
p = P([1])
q, r = copy.copy(p), copy.deepcopy(p)
p.v.append(2)
print(q.v, r.v, type(r).__name__, r is not p)
x = Slots()
y = copy.deepcopy(x)
x.a.append(2)
print(y.a, y.b(), copy.copy(x).a)
print(copy.copy(Custom()).log, copy.deepcopy([Custom()])[0].log)
cyc = [1]
cyc.append(cyc)
e = copy.deepcopy(cyc)
print(e[1] is e, e is not cyc)
shared = [0]
pair = copy.deepcopy([shared, shared])
print(pair[0] is pair[1])
t = (1, "a", (2,))
print(copy.deepcopy(t) is t, copy.copy(t) is t, copy.deepcopy(P) is P, copy.deepcopy(len) is len)
n = P(None)
n.v = n
m = copy.deepcopy(n)
print(m.v is m)


class L(list):
    pass


l = L([1, [2]])
l.tag = "t"
m = copy.deepcopy(l)
print(type(m).__name__, m, m.tag, m[1] is not l[1])


class D(dict):
    pass


print(copy.copy(D(a=1)), type(copy.deepcopy(D(a=[1]))).__name__)
err = copy.copy(ValueError("x", 1))
print(repr(err))
try:
    copy.deepcopy(i for i in [1])
except TypeError as e:
    print(e)
