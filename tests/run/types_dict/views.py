# keys, values and items views: live, set operations, comparison, repr.
d = {"a": 1, "b": 2}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), "a" in k, 2 in v, ("a", 1) in i, ("a", 2) in i, type(k).__name__, type(v).__name__)
print(type(i).__name__)
d["c"] = 3
print(k, list(v), sorted(i), k == {"a", "b", "c"}, k & {"a", "z"}, sorted(k | {"z"}), k - {"a", "b"})
print(sorted(k ^ {"a", "q"}), i & {("a", 1)}, {"a"} <= k, k.isdisjoint({"x"}), k > {"a"}, v == d.values())
print(k == d.keys())
print({1: 2}.items() == {1: 2}.items(), {}.keys(), {}.items(), {}.values(), [x for x in reversed(k)], dict(i))
print(max(d, key=d.get), min(d.items(), key=lambda kv: -kv[1]), k.mapping["a"])
for f in (lambda: k[0], lambda: k.append(1), lambda: v & {1}, lambda: hash(k), lambda: next(k), lambda: k + k):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
