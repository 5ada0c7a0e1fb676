import random

random.seed(42)
print([random.random() for _ in range(5)])
print([random.randint(1, 100) for _ in range(10)])
print([random.randrange(0, 50, 7) for _ in range(10)])
print([random.randrange(10, -10, -3) for _ in range(8)])
print([random.getrandbits(k) for k in (1, 8, 31, 32, 33, 64, 100)])
print(random.randbytes(7))
print(random.randint(10**30, 10**31))
print([random.uniform(-2, 5) for _ in range(3)])
