# memoryview over bytes and bytearray.
a = bytearray(b"abcdef")
m = memoryview(a)
print(len(m), m[0], m[1:3].tobytes(), m.tolist(), m == b"abcdef", m.readonly, memoryview(b"x").readonly, m.nbytes)
print(m.itemsize, m.format)
m[0] = 90
m[1:3] = b"YX"
print(a, bytes(m[::-1]), list(m))
try:
    memoryview(b"x")[0] = 1
except TypeError as e:
    print(e)
try:
    memoryview("x")
except TypeError as e:
    print(e)
m.release()
a.append(1)
print(a)
