# tuple: displays, methods, comparison, hashing, errors.
print((), (1,), 1, (1, 2), tuple("ab"), tuple([1]), tuple(), (1, (2, (3,))), ((),), (1, 2) + (3,), (1, 2) * 2, 0 * (1,))
print((1, 2, 3)[1:], (1, 2, 3)[::-1], (1, 2, 1).count(1), (1, 2).index(2), len((1, 2)), 2 in (1, 2))
print((1, 2) == (1, 2), (1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, "a") == (1.0, "a"), hash((1, 2)) == hash((1, 2)))
print(hash(()) == hash(()), {(1, 2): 3}[1, 2], (1, 2) != [1, 2], max((1, 2), (3,)), sorted([(2,), (1, 5), (1,)]))
x = 1,
print(x, type(x).__name__, (1), type((1)).__name__, *(1, 2), ("a" "b"), (None,), (True, 1.0))
for f in (
        lambda: (1, 2)[2], lambda: (1,).index(5), lambda: hash(([],)), lambda: (1,) + [2], lambda: (1,) < [1],
        lambda: tuple(1), lambda: (1,).append(2), lambda: x["a"], lambda: (1, 2) * "a", lambda: tuple(1, 2),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(hash((1, 2, 3)), hash((1,)), hash((0.5, True, None is None)), hash(()))
