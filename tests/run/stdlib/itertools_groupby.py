from itertools import groupby

print([(k, list(g)) for k, g in groupby("aaabbca")])
print([k for k, g in groupby([1, 1, 2, 3, 3])])
data = sorted(["apple", "bob", "cat", "alice", "banana"], key=len)
for n, words in groupby(data, key=len):
    print(n, list(words))
groups = list(groupby("aab"))
print([(k, list(g)) for k, g in groups])
g = groupby([1, 1, 1, 2, 2])
k, first = next(g)
print(k, next(first))
k2, second = next(g)
print(k2, list(first), list(second))
print(list(groupby([])))
nan = float("nan")
print([len(list(g)) for k, g in groupby([nan, nan, 1.0])])
