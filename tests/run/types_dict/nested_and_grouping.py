# Nested dicts, grouping, counting, inversion, default by setdefault.
text = "the quick brown fox jumps over the lazy dog the end"
count = {}
for w in text.split():
    count[w] = count.get(w, 0) + 1
print(count, sorted(count.items(), key=lambda kv: (-kv[1], kv[0]))[:3])
groups = {}
for w in text.split():
    groups.setdefault(len(w), []).append(w)
print(groups, {k: len(v) for k, v in sorted(groups.items())})
tree = {}
for path in ("a/b/c", "a/b/d", "a/e", "f"):
    node = tree
    for part in path.split("/"):
        node = node.setdefault(part, {})
print(tree)
inv = {}
for k, v in count.items():
    inv.setdefault(v, set()).add(k)
print(sorted(inv[1]), inv[3])
config = {"a": {"b": {"c": [1, {"d": 2}]}}}
config["a"]["b"]["c"][1]["d"] += 40
print(config["a"]["b"]["c"][1]["d"], config)
