# Unpacking asks for one item more than needed, no further.
class It:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __iter__(self):
        print("iter", end=" ")
        return self

    def __next__(self):
        self.i += 1
        print("next", self.i, end=" ")
        if self.i > self.n:
            raise StopIteration
        return self.i


a, b = It(2)
print(a, b)
try:
    a, b = It(5)
except ValueError as e:
    print(e)
it = It(5)
a, *b = it
print(a, b)
it = iter(range(10))
x, y = next(it), next(it)
print(x, y, next(it))
