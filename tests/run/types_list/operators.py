# +, *, comparison, in, ==, identity in comparison, in-place forms.
nan = float("nan")
a = [1, 2]
print(a + [3], a * 2, 2 * a, a * 0, a * -1, [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9], [1, 2] == [1.0, 2])
print([1] == (1,), [nan] == [nan], [nan] == [float("nan")], a != [1, 2], [[1]] == [[1]], 2 in a, [1] in [[1]])
b = a
b += "xy"
print(a, b is a)
b *= 2
print(a)
b = b + [0]
print(len(a), len(b))
print([1, 2, 3] <= [1, 2, 3], ["a", 1] < ["b", "x"], max([1, 2], [1, 3]), min([[2], [1, 5]]), sum([[1], [2]], []))
print([0] * 3 + [1])
for f in (
        lambda: [1] + (1,), lambda: [1] * "x", lambda: [1] < (1,), lambda: [1] - [1], lambda: [1, "a"] < [1, 2],
        lambda: [1] * 1.5, lambda: [1] + 1, lambda: [[]] < [1],
):
    try:
        print(f())
    except TypeError as e:
        print(e)
grid = [[0] * 3] * 2
grid[0][1] = 5
print(grid)
