from itertools import accumulate, compress, dropwhile, filterfalse, islice, starmap, takewhile
import operator

print(list(accumulate([1, 2, 3, 4])), list(accumulate([3, 1, 2], max)), list(accumulate("abc")))
print(list(accumulate([1, 2, 3], operator.mul, initial=10)), list(accumulate([])), list(accumulate([], initial=5)))
print(list(compress("abcdef", [1, 0, 1, 0, 1])))
print(list(dropwhile(lambda x: x < 3, [1, 2, 3, 1, 2])))
print(list(takewhile(lambda x: x < 3, [1, 2, 3, 1, 2])))
print(list(filterfalse(lambda x: x % 2, range(8))), list(filterfalse(None, [0, 1, "", "a"])))
print(list(starmap(pow, [(2, 3), (3, 2)])))
it = iter(range(20))
print(list(islice(it, 3)), list(islice(it, 1, 9, 3)), next(it))
it = iter(range(10))
print(list(islice(it, 4, 2)), next(it))
print(list(islice("abcdefg", 2, None)), list(islice("abcdefg", None, None, 3)), list(islice("abc", 0)))
for args in ((-1,), (1, -2), (1, 2, 0), ("a",), (1, "b"), (), (1, 2, 3, 4)):
    try:
        print(list(islice(range(3), *args)))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
