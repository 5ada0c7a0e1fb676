# All dict methods.
d = {"a": 1, "b": 2}
print(d.get("a"), d.get("z"), d.get("z", 0), d.setdefault("a", 9), d.setdefault("c", 3), d.setdefault("n"), d.pop("n"))
print(d.pop("zz", "default"), d.popitem(), d)
d.update({"x": 1}, y=2)
d.update([("p", 5), ["q", 6]])
d.update()
print(d, list(d.keys()), list(d.values()), list(d.items()), d.copy() == d, d.copy() is d, dict.fromkeys("ab"))
print(dict.fromkeys([1, 2], 0), len(d))
print({**d, "a": 0}, d | {"a": 5, "new": 1}, {"z": 0} | d)
d |= {"z": 26}
d |= [("w", 1)]
print(d)
d.clear()
print(d, dict(), dict(a=1), dict([(1, 2)]), dict({1: 2}, b=3), dict(zip("ab", range(2))), dict([["x", 1]], y=2))
print(dict(dict(a=1)), {1: "a", 1.0: "b", True: "c"})
for f in (
        lambda: {}["a"], lambda: {}.pop("a"), lambda: {}.popitem(), lambda: {[]: 1}, lambda: {{}: 1},
        lambda: {}.update(5), lambda: {}.update([1]), lambda: {}.update([(1,)]), lambda: dict(1), lambda: {} | 5,
        lambda: {}.get(), lambda: {}.get([]), lambda: {}.setdefault(), lambda: {}.pop(), lambda: dict.fromkeys(5),
        lambda: {} < {}, lambda: dict([("a", 1)], 2), lambda: {}.keys(1), lambda: [] in {}, lambda: {"a": 1}["b"],
        lambda: {}.update(["abc"]),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
