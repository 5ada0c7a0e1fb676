# Errors, comparisons and edge cases of heapq and bisect.
import bisect
import heapq

for f in (
        lambda: heapq.heappush(1, 2), lambda: heapq.heappop(1), lambda: heapq.heapify(1), lambda: heapq.heapreplace(1, 2),
        lambda: heapq.heappushpop((), 2), lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1), lambda: heapq.heappushpop([], 1),
        lambda: heapq.heappush([]), lambda: heapq.heapify(), lambda: heapq.heappush([1], "a"), lambda: bisect.bisect(1, 2),
        lambda: bisect.bisect([1], 2, -1), lambda: bisect.bisect([1], "a"), lambda: bisect.bisect([1]), lambda: bisect.insort((1,), 2),
        lambda: bisect.bisect([1, 2, 3], 2, lo=1, hi=2), lambda: bisect.bisect([1], 2, 0, 5), lambda: bisect.bisect([1], 2, "a"),
        lambda: bisect.bisect_left([1], 2, 0, None, 3), lambda: bisect.bisect([1], 2, key=3), lambda: bisect.bisect({1: 1}, 2),
        lambda: bisect.bisect(a=[1], x=2), lambda: bisect.bisect([1], 2, hi="x"), lambda: bisect.bisect([], 2, hi=1),
        lambda: bisect.bisect([1, 2, 3], 2, hi=-5), lambda: bisect.bisect([1, 2, 3], 2, 5, 2), lambda: bisect.bisect_left("abd", "c"),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Watched:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        print(self.n, "<", other.n, end="; ")
        return self.n < other.n


h = [Watched(n) for n in (5, 3, 8, 1, 9, 2)]
heapq.heapify(h)
print([w.n for w in h])
heapq.heappush(h, Watched(0))
print(heapq.heappop(h).n, heapq.heapreplace(h, Watched(7)).n, heapq.heappushpop(h, Watched(1)).n, heapq.heappushpop(h, Watched(6)).n)
s = sorted(h, key=lambda w: w.n)
print(bisect.bisect_left(s, Watched(6)), bisect.bisect_right(s, Watched(6)))
a = [1, 2, 2, 2, 5]
print(bisect.bisect_left(a, 2), bisect.bisect_right(a, 2), bisect.bisect(a, 0), bisect.bisect(a, 9), bisect.bisect_left(range(0, 100, 7), 50))
words = ["pear", "fig", "apple"]
words.sort(key=len)
bisect.insort(words, "kiwi", key=len)
bisect.insort_left(words, "plum", key=len)
print(words, bisect.bisect_left(words, 4, key=len), bisect.bisect(words, 4, key=len))


class Shrinks:
    def __lt__(self, other):
        big.clear()
        return True


big = [Shrinks() for _ in range(5)]
try:
    heapq.heapify(big)
except RuntimeError as e:
    print(e)
state, heap, out = 1, [], []
for i in range(2000):
    state = state * 1103515245 + 12345 & 0x7fffffff
    if state % 3 and heap:
        out.append(heapq.heappop(heap))
    else:
        heapq.heappush(heap, (state % 100, i))
print(sum(x * i for i, (x, _) in enumerate(out)), len(heap), heap[:5])
