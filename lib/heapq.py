"""Heaps in lists: heap[k] <= heap[2k+1] and heap[k] <= heap[2k+2]. The functions on one heap are the runtime's."""
from _heapq import (heapify, heappop, heappush, heappushpop, heapreplace, _heapify_max, _heappop_max, _heapreplace_max)

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest', 'heappushpop']


def merge(*iterables, key=None, reverse=False):
    """Merges sorted inputs into one sorted stream; stable across inputs."""
    heap = []
    sign = -1 if reverse else 1
    for order, it in enumerate(map(iter, iterables)):
        for value in it:
            heap.append([value if key is None else key(value), order * sign, value, it])
            break
    if reverse:
        _heapify_max(heap)
    else:
        heapify(heap)
    while len(heap) > 1:
        entry = heap[0]
        it = entry[3]
        while True:
            yield entry[2]
            for value in it:
                entry[0] = value if key is None else key(value)
                entry[2] = value
                break
            else:
                if reverse:
                    _heappop_max(heap)
                else:
                    heappop(heap)
                break
            if reverse:
                _heapreplace_max(heap, entry)
            else:
                heapreplace(heap, entry)
            if heap[0] is not entry:
                break
    if heap:
        yield heap[0][2]
        yield from heap[0][3]


def nsmallest(n, iterable, key=None):
    """The n smallest, in order; equal to sorted(iterable, key=key)[:n]."""
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    """The n largest, largest first; equal to sorted(iterable, key=key, reverse=True)[:n]."""
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]
