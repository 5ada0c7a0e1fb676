# All list methods.
a = [3, 1, 2]
a.append(5)
a.extend((7, 8))
a.extend("x")
a.insert(0, "first")
a.insert(-1, "before last")
a.insert(100, "end")
a.insert(-100, "start")
print(a, a.pop(), a.pop(0), a.pop(-2), a, a.count(3), a.index(2), a.index("x", 2), a.index(7, -3), len(a))
a.remove("first")
a.remove("x")
a.reverse()
print(a, a.copy() == a, a.copy() is a)
a.sort()
a.sort(reverse=True)
print(a, a.append(1), a.sort(), a.clear(), a, list(), list("ab"), list(range(3)), list({1: 2}), list((1,)), [].copy())
print([1] * 3, [[]] * 2)
for f in (
        lambda: [].pop(), lambda: [1].pop(5), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1, 2].index(1, 1),
        lambda: [1].insert("a", 1), lambda: [1].extend(5), lambda: [1, "a"].sort(), lambda: [1].sort(lambda x: x),
        lambda: [1].sort(foo=1), lambda: [1].pop("x"), lambda: [].append(), lambda: [1].count(),
        lambda: [1, 2].sort(key=5), lambda: [3].index("x", "y"),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
