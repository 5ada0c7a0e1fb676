# Indexing and slicing with all kinds of bounds and steps.
s = "abcdefgh"
for sl in (
        slice(None), slice(2, 5), slice(-3, None), slice(None, -3), slice(None, None, 2), slice(None, None, -1),
        slice(6, 1, -2), slice(5, 2), slice(-100, 100), slice(1, -1, 3), slice(None, 3, -1), slice(100, None, -1),
        slice(-2, -5, -1),
):
    print(sl, repr(s[sl]), list(range(8))[sl], (0, 1, 2, 3)[sl], b"abcdefgh"[sl], range(8)[sl])
print(s[0], s[-1], s[3], s[True], "日本語"[1], "日本語"[::-1], "a😀b"[1], len("a😀b"))
for i in (8, -9, "a", None, 1.5):
    try:
        print(s[i])
    except Exception as e:
        print(type(e).__name__, e)
