import random

for seed in (0, 1, -5, 2**70, True, 3.5, "hello", "", "é" * 200, b"bytes", bytearray(b"ba")):
    r = random.Random(seed)
    print(repr(seed)[:20], r.random(), r.getrandbits(40))
random.seed("abc", version=1)
print(random.random())
try:
    random.seed([1])
except TypeError as e:
    print(e)
