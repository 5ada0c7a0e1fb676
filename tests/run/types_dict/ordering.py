# Dicts keep insertion order; replaced values keep the place; deleted and re-added keys go last.
d = {}
for k in ("z", "a", "m", 5, (1, 2), None):
    d[k] = len(d)
print(d)
d["a"] = "new"
del d["z"]
d["z"] = "again"
print(list(d), d.popitem(), list(reversed(d)), list(reversed(d.items())), list(reversed(d.values())))
print({1: 2, 3: 4} == {3: 4, 1: 2}, list({1: 2, 3: 4}.items()) == list({3: 4, 1: 2}.items()))
big = {i * 37 % 1000: i for i in range(1000)}
for i in range(0, 1000, 3):
    del big[i]
for i in range(0, 50, 3):
    big[i] = -i
print(list(big)[:10], list(big)[-5:], len(big), next(iter(big)), sum(big.values()))
q = {i: None for i in range(5)}
while q:
    k = next(iter(q))
    del q[k]
    if k < 8:
        q[k + 5] = None
    print(k, end=" ")
print()
