from itertools import chain, pairwise, zip_longest, tee

print(list(chain("ab", [1, 2], range(2))), list(chain()), list(chain.from_iterable(["ab", "cd"])))
print(type(chain()).__name__, isinstance(chain("a"), chain))
try:
    list(chain([1], 2))
except TypeError as e:
    print(e)
print(list(pairwise("abcd")), list(pairwise([1])), list(pairwise([])))
print(list(zip_longest("abc", [1], fillvalue="-")), list(zip_longest([], [])), list(zip_longest()))
a, b, c = tee(iter("xyz"), 3)
print(next(a), next(a), list(b), list(a), list(c))
print(tee([1], 0), len(tee([1])))
m = chain([1, 2, 3], [4, 5])
for x in m:
    print(x, next(m))
    break
print(list(m))
