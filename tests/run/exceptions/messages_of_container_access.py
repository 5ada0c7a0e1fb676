# Messages when an index, key or attribute is missing or of the wrong type.
class C:
    pass


ITEMS, PAIR, TEXT, NUMBER, NOTHING = [1], (1, 2), "abc", 5, None
for action in (
    lambda: [][0],
    lambda: (1,)[5],
    lambda: "a"[3],
    lambda: b"a"[3],
    lambda: range(3)[3],
    lambda: {}["k"],
    lambda: {}[(1, 2)],
    lambda: {1}.remove(2),
    lambda: [].pop(),
    lambda: [1].pop(3),
    lambda: {}.popitem(),
    lambda: set().pop(),
    lambda: [].remove(1),
    lambda: [].index(1),
    lambda: (1,).index(2),
    lambda: "a".index("b"),
    lambda: ITEMS["a"],
    lambda: PAIR[1.0],
    lambda: TEXT["b"],
    lambda: NUMBER[0],
    lambda: NOTHING[0],
    lambda: C()[0],
    lambda: len[0],
    lambda: C().x,
    lambda: C.y,
    lambda: [1, 2, 3][::0],
    lambda: next(iter([])),
    lambda: max([]),
    lambda: min(()),
):
    try:
        print("no error", action())
    except Exception as e:
        print(type(e).__name__ + ":", e)
