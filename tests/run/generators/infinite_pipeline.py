# Infinite generators chained into a pipeline.
from itertools import islice


def naturals(n=0):
    while True:
        yield n
        n += 1


def only(pred, it):
    for x in it:
        if pred(x):
            yield x


def squared(it):
    for x in it:
        yield x * x


def take(n, it):
    for _ in range(n):
        yield next(it)


print(list(take(5, squared(only(lambda x: x % 3 == 0, naturals(1))))))
print(list(islice(naturals(10), 3)))


def primes():
    found = []
    for n in naturals(2):
        if all(n % p for p in found):
            found.append(n)
            yield n


print(list(take(15, primes())))
