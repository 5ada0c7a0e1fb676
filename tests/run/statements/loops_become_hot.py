# Loops that an engine may compile while they run: nests, loops of functions called often, seldom and by themselves, loops after loops.


def nest(n):
    total = 0
    for i in range(n):
        for j in range(n):
            k = 0
            while k < 3:
                total += i * j + k
                k += 1
        total ^= i
    return total


def short_loops(values):
    kept = []
    for v in values:
        if v % 3:
            kept.append(v)
    return sum(kept)


def long_then_other(n, kind):
    total = kind(0)
    for i in range(n):
        total += kind(i)
    items = []
    while len(items) < n // 100:
        items.append(total)
        total -= kind(1)
    for item in items:
        total += item
    return total


def split(items, lo, hi):
    """Calls itself from within a loop that is hot in the first call."""
    count = 1
    while hi - lo > 3:
        pivot = items[(lo + hi) // 2]
        i, j = lo, hi
        while i <= j:
            while items[i] < pivot:
                i += 1
            while pivot < items[j]:
                j -= 1
            if i <= j:
                items[i], items[j] = items[j], items[i]
                i += 1
                j -= 1
        count += split(items, lo, j)
        lo = i
    for i in range(lo + 1, hi + 1):
        while i > 0 and items[i] < items[i - 1]:
            items[i], items[i - 1] = items[i - 1], items[i]
            i -= 1
    return count


def raising(n):
    caught = 0
    for i in range(n):
        try:
            if i % 5 == 0:
                raise ValueError(i)
            for j in range(i % 4):
                if j == 2:
                    raise KeyError(j)
        except ValueError as e:
            caught += e.args[0]
        except KeyError:
            caught += 1
    return caught


def numbers(n):
    for i in range(n):
        inner = 0
        for j in range(i % 5):
            inner += j
        yield inner


print([nest(n) for n in (3, 10, 120, 60)])
print(sum(short_loops(range(k, k + 12)) for k in range(3000)))
for kind in (int, float, int, complex):
    print(long_then_other(9000, kind))
for n in (20000, 500, 20000):
    x, items = n, []
    for _ in range(n):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        items.append(x % 5000)
    print(split(items, 0, n - 1), items == sorted(items))
words = [str(i * 7919 % 3000) for i in range(3000)]
print(split(words, 0, len(words) - 1), words == sorted(words))
print(raising(20000), sum(numbers(30000)))
try:
    split([5, 4, None] * 5000, 0, 14999)
except TypeError as e:
    print(e)
