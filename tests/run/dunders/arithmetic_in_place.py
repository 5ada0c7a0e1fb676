# In-place methods, falling back to the binary ones; the result is bound.
class V:
    def __init__(self, x):
        self.x = x

    def __iadd__(self, o):
        self.x += o
        return self

    def __isub__(self, o):
        return "replaced"

    def __mul__(self, o):
        return V(self.x * o)

    def __imatmul__(self, o):
        return NotImplemented

    def __matmul__(self, o):
        return "binary matmul"


v = w = V(1)
v += 5
print(v is w, w.x)
v *= 3
print(v is w, v.x, w.x)
w -= 1
print(w)
v @= 2
print(v)
for op in ("iand", "ior", "ixor", "ilshift", "irshift", "ipow", "ifloordiv", "itruediv", "imod"):
    setattr(V, f"__{op}__", lambda self, o, op=op: f"{op} {o}")
results = []
x = V(0); x &= 1; results.append(x)
x = V(0); x |= 1; results.append(x)
x = V(0); x ^= 1; results.append(x)
x = V(0); x <<= 1; results.append(x)
x = V(0); x >>= 1; results.append(x)
x = V(0); x **= 1; results.append(x)
x = V(0); x //= 1; results.append(x)
x = V(0); x /= 1; results.append(x)
x = V(0); x %= 1; results.append(x)
print(results)
