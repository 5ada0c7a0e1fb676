from functools import cmp_to_key, reduce, total_ordering
import operator


@total_ordering
class Version:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.n < other.n


a, b = Version(1), Version(2)
print(a < b, a <= b, a > b, a >= b, a <= Version(1), max(a, b).n)
try:
    a <= 3
except (TypeError, AttributeError) as e:
    print(type(e).__name__, e)


@total_ordering
class ByGe:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __ge__(self, other):
        return self.n >= other.n


print(ByGe(1) < ByGe(2), ByGe(2) <= ByGe(2), ByGe(3) > ByGe(2))
try:
    @total_ordering
    class Nothing:
        pass
except ValueError as e:
    print(e)
print(sorted([5, 2, 9, 1], key=cmp_to_key(lambda x, y: y - x)))
print(sorted(["bb", "a", "ccc", "dd"], key=cmp_to_key(lambda x, y: len(x) - len(y))))
print(reduce(operator.add, [1, 2, 3]), reduce(lambda x, y: x * y, range(1, 6), 10), reduce(max, [], 0))
for args in ((operator.add, []), (operator.add, 5)):
    try:
        reduce(*args)
    except TypeError as e:
        print(e)
