# yield from any iterable, nested and in recursion.
def flatten(x):
    for item in x:
        if isinstance(item, (list, tuple)):
            yield from flatten(item)
        else:
            yield item


def mixed():
    yield from "ab"
    yield from range(2)
    yield from {5: 6}
    r = yield from []
    print("empty gives", r)
    yield from (i * i for i in range(3))


print(list(flatten([1, [2, (3, [4, []])], 5])))
print(list(mixed()))


def bad():
    yield from 5


try:
    list(bad())
except TypeError as e:
    print(e)


class Tree:
    def __init__(self, v, left=None, right=None):
        self.v, self.left, self.right = v, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.v
        if self.right:
            yield from self.right


print(list(Tree(4, Tree(2, Tree(1), Tree(3)), Tree(6, None, Tree(7)))))
