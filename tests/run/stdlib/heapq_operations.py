import heapq

h = []
for v in (5, 1, 8, 3, 9, 2, 7, 1):
    heapq.heappush(h, v)
    print(h)
print([heapq.heappop(h) for _ in range(4)], h)
x = [9, 4, 7, 1, 8, 2, 6, 3, 5]
heapq.heapify(x)
print(x, heapq.heapreplace(x, 10), x, heapq.heappushpop(x, 0), heapq.heappushpop(x, 11), x)
print(heapq.nsmallest(3, [5, 2, 8, 1]), heapq.nlargest(2, "hello"), heapq.nlargest(2, ["aa", "b", "cc"], key=len), heapq.nsmallest(0, [1]), heapq.nlargest(9, [1, 2]))
print(list(heapq.merge([1, 4, 7], [2, 5], [0, 9])), list(heapq.merge([7, 3], [8, 1], reverse=True)))
print(list(heapq.merge(["a", "ccc"], ["bb"], key=len)), list(heapq.merge()), list(heapq.merge([1])))
tasks = [(2, "b"), (1, "z"), (2, "a"), (1, "c")]
heapq.heapify(tasks)
print([heapq.heappop(tasks) for _ in range(4)])
for call in (lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1), lambda: heapq.heappush((1,), 2), lambda: heapq.heapify("ab"), lambda: heapq.heappush([1], "a")):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)


class Noisy:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        print(self.n, "<", other.n)
        return self.n < other.n


heap = [Noisy(n) for n in (4, 2, 3, 1)]
heapq.heapify(heap)
print(heapq.heappop(heap).n)
heapq.heappush(heap, Noisy(0))
