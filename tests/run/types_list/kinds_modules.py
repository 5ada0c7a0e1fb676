# Lists of floats and bools given to modules.
import bisect
import functools
import heapq
import itertools
import math
from collections import Counter, deque

f = [5.5, -1.0, 3.25, 0.0, 2.5, -0.0]
b = [True, False, True, True]
print(math.fsum(f), math.prod(f[:3]), math.dist(f[:2], f[2:4]), math.hypot(*f), math.fsum([0.1] * 10), math.fsum(b))
for l in (f, b):
    h = l[:]
    heapq.heapify(h)
    print(h)
    heapq.heappush(h, 0.75)
    heapq.heappush(h, 1)
    print(h, heapq.heappop(h), heapq.heappushpop(h, -7.5), heapq.heapreplace(h, 2.25), h)
    print(heapq.nsmallest(2, l), heapq.nlargest(2, l), list(heapq.merge(sorted(l), sorted(l))))
    s = sorted(l)
    print(bisect.bisect(s, 1), bisect.bisect_left(s, True), bisect.bisect(s, 2.5, key=lambda x: -x))
    bisect.insort(s, 0.25)
    bisect.insort(s, 1)
    print(s)
    d = deque(l, 3)
    d.extend(l)
    d *= 2
    print(d, list(d), deque(l) * 2)
    print(Counter(l), set(l) == set(reversed(l)), frozenset(l) == set(l), dict.fromkeys(l))
    print(list(itertools.accumulate(l)), list(itertools.chain(l, l)), list(itertools.islice(l, 1, 3)), list(itertools.compress(l, b)))
    print(list(itertools.product(l[:2], repeat=2)), list(itertools.permutations(l[:3], 2)), list(itertools.combinations(l[:3], 2)))
    print(list(itertools.islice(itertools.cycle(l), 9)), [list(g) for _, g in itertools.groupby(l)], list(itertools.zip_longest(l, [1.0])))
    print(functools.reduce(lambda x, y: x + y, l), functools.reduce(max, l))
