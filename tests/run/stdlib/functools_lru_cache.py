from functools import cache, lru_cache

calls = []


@lru_cache(maxsize=None)
def fib(n):
    """Fibonacci."""
    calls.append(n)
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(30), len(calls), fib.cache_info(), fib.__name__, fib.__doc__, fib.__wrapped__.__name__)
fib.cache_clear()
print(fib.cache_info(), fib.cache_parameters())


@lru_cache(maxsize=2)
def square(x):
    print("computing", x)
    return x * x


for x in (1, 2, 1, 3, 2, 1, 3):
    square(x)
print(square.cache_info(), square(x=3), square.cache_info().hits)


@lru_cache
def plain(a, b=0, *rest, key=None):
    return a, b, rest, key


print(plain(1), plain(1, 0), plain(1, b=0), plain(1, key=2), plain.cache_info())


@lru_cache(typed=True)
def typed(x):
    return type(x).__name__


print(typed(1), typed(1.0), typed(True), typed.cache_info())


@cache
def tup(t):
    return sum(t)


print(tup((1, 2)), tup((1, 2)), tup.cache_info())
try:
    tup([1])
except TypeError as e:
    print(e)


@lru_cache(maxsize=0)
def none(x):
    return x


print(none(1), none(1), none.cache_info())


class Thing:
    @lru_cache(maxsize=None)
    def get(self, k):
        print("get", k)
        return k


t = Thing()
print(t.get(1), t.get(1), Thing.get.cache_info())
