from itertools import count, cycle, repeat, islice

c = count(5)
print(c, next(c), next(c), c)
print(count(1, 3), count(0.5, 0.25), count(10, -1))
print(list(islice(count(2.5, 0.5), 4)))
print(list(islice(cycle("abc"), 8)))
print(list(cycle([])))
r = repeat("x", 3)
print(r, next(r), r, list(r), r)
print(repeat(1), list(repeat(0, -2)), list(map(pow, range(4), repeat(2))))
print([i for i, _ in zip(count(), "abc")])
print(type(c).__name__, type(r).__name__)
try:
    count("a")
except TypeError as e:
    print(e)
