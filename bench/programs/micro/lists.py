"""Lists: append, index, assignment, slices, comprehension, sort."""


def main(n):
    items = []
    for i in range(n):
        items.append(i * 7919 % n)
    for i in range(n - 1):
        items[i] = items[i] + items[i + 1]
    half = items[: n // 2]
    half.sort()
    return sum([x & 15 for x in items]), half[0], half[-1]


print(main(200_000))
