# Membership on every container, by equality and identity.
nan = float("nan")
print(1 in [1, 2], 3 not in [1, 2], 1.0 in [1], True in [1])
print("b" in "abc", "" in "abc", "ac" in "abc", "x" not in "abc")
print(97 in b"abc", b"bc" in b"abc", b"" in b"")
print(1 in {1: 2}, 2 in {1: 2}, 2 in {1: 2}.values(), (1, 2) in {1: 2}.items())
print(3 in range(0, 10, 3), 4 in range(0, 10, 3), 9.0 in range(10), "a" in range(3))
print(nan in [nan], float("nan") in [nan])
print([] in [[]], () in ((),))
for left, right in (("a", 5), (1, "abc"), ([], {}), ([], {1}), (300, b"a"), ("a", b"a")):
    try:
        print(left in right)
    except Exception as e:
        print(type(e).__name__, e)
