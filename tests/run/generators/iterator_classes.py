# Classes with __iter__ and __next__; the old sequence protocol; iter(callable, sentinel).
class CountDown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(CountDown(3)), sum(CountDown(4)), 2 in CountDown(5), max(CountDown(3)))
a, b, c = CountDown(3)
print(a, b, c)


class Seq:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError(i)
        return i * 10


print(list(Seq()), 20 in Seq(), 25 in Seq(), list(zip(Seq(), "ab")))
data = iter([1, 2, 0, 3])
print(list(iter(lambda: next(data), 0)), list(data))


class NotIter:
    def __iter__(self):
        return 5


class NoNext:
    def __iter__(self):
        return NoNext()


for bad in (NotIter(), NoNext(), object()):
    try:
        for _ in bad:
            pass
    except TypeError as e:
        print(e)


class Raises:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("from next")


try:
    list(Raises())
except ValueError as e:
    print(e)
