# Iteration order of sets of ints follows CPython's table, also across growth.
print({3, 1, 2}, {10, 5, 1}, {100, 1, 50}, {8, 0, 16, 1}, set(range(10, 0, -1)), {33, 1, 65, 2, 97}, {7, 15, 23, 31})
print({-1, -2, 0, 1}, set([9, 17, 25, 1]))
s = set()
for i in (31, 5, 20, 99, 64, 1, 33, 7, 128, 1000, 3, 500, 12):
    s.add(i)
    print(list(s))
print(list({i * i for i in range(20)}), list({i * 37 % 101 for i in range(30)}), sep="\n")
print(
    list(set(range(0, 200, 7))), list({2 ** i for i in range(20)}), list({-i for i in range(12)}),
    list({1 << 62, 5, 1 << 40, 3}), sep="\n",
)
print(list({1.5, 2.0, 0.25, 3}), list({True, False, 2}), list({(1, 2), (0, 1), (3,)}) == list({(1, 2), (0, 1), (3,)}))
