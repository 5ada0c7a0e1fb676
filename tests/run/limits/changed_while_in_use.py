"""Containers that comparison, iteration or index methods change in the middle of an operation."""
import bisect
import heapq
import itertools
from collections import deque

from _attempt import attempt


class Equal:
    """Compares by running a function first."""

    def __init__(self, action, result=False, hash_value=1):
        self.action, self.result, self.hash_value = action, result, hash_value

    def __eq__(self, other):
        self.action()
        return self.result

    def __lt__(self, other):
        self.action()
        return True

    def __hash__(self):
        return self.hash_value


class Index:
    def __init__(self, action, value):
        self.action, self.value = action, value

    def __index__(self):
        self.action()
        return self.value


def on_list(name, function, result=False):
    items = []
    items[:] = [Equal(items.clear, result) for _ in range(10)]
    attempt("list " + name, lambda: (function(items), len(items)))


on_list("==", lambda a: a == [1] * 10, True)
on_list("in", lambda a: 1 in a)
on_list("count", lambda a: a.count(1))
on_list("index", lambda a: a.index(1))
on_list("remove", lambda a: a.remove(1), True)
on_list("<", lambda a: a < [1] * 10)
on_list("sort", lambda a: a.sort())
on_list("heapify", lambda a: heapq.heapify(a))
on_list("heappop", lambda a: heapq.heappop(a) and 1)
on_list("heappush", lambda a: heapq.heappush(a, Equal(a.clear)))
on_list("insort", lambda a: bisect.insort(a, 1))
on_list("min", lambda a: min(a) and 1)


def sort_key():
    items = [3, 1, 2]
    try:
        items.sort(key=lambda x: items.append(x) or x)
    finally:
        print(items)


attempt("sort key", sort_key)


def on_index(name, function):
    for clear in (True, False):
        items = list(range(10))

        def change():
            items.clear() if clear else items.extend(range(100))

        attempt(f"list {name} {clear}", lambda: (function(items, lambda i: Index(change, i)), items[:3], len(items)))
        if name.startswith(("set", "delete", "index")):
            continue  # CPython works on the freed array
        array = bytearray(range(10))

        def change_array():
            array.clear() if clear else array.extend(range(100))

        attempt(f"bytearray {name} {clear}", lambda: (function(array, lambda i: Index(change_array, i)), array[:3], len(array)))


def set_item(a, i):
    a[i(1)] = 65


def set_slice(a, i):
    a[i(1):i(4)] = [7, 8]


def set_steps(a, i):
    a[::i(5)] = [7, 8]


def delete_slice(a, i):
    del a[i(2):]


on_index("item", lambda a, i: a[i(1)])
on_index("slice", lambda a, i: a[i(1):])
on_index("slice back", lambda a, i: a[::i(-1)])
on_index("steps", lambda a, i: a[i(1)::2])
on_index("pop", lambda a, i: a.pop(i(5)))
on_index("insert", lambda a, i: a.insert(i(5), 1))
on_index("times", lambda a, i: a * i(2) and 1)
on_index("index", lambda a, i: a.index(3, i(1)))
on_index("set item", set_item)
on_index("set slice", set_slice)
on_index("set steps", set_steps)
on_index("delete slice", delete_slice)


def assigned_from_generator():
    items = list(range(5))

    def values():
        items.clear()
        yield 1
        items.append(5)
        yield 2

    items[1:3] = values()
    return items


attempt("assigned from a generator", assigned_from_generator)


def steps_from_generator():
    items = list(range(10))

    def values():
        yield from range(5)
        items.extend(range(100))

    items[::2] = values()
    return items[:12]


attempt("steps from a generator", steps_from_generator)


def growing():
    items = list(range(5))
    items.extend(x for x in items if len(items) < 20)
    items += (x for x in items if len(items) < 25)
    return items


attempt("extended by itself", growing)


def on_dict(name, function):
    d = {}
    d[Equal(d.clear)] = 1
    attempt("dict " + name, lambda: (function(d), len(d)))
    d = {}
    d[Equal(lambda: d.update({i: i for i in range(2, 1000)}))] = 1
    attempt("growing dict " + name, lambda: (function(d), len(d)))


on_dict("get", lambda d: d.get(Equal(d.clear)))
on_dict("set", lambda d: d.__setitem__(Equal(d.clear), 2))
on_dict("setdefault", lambda d: d.setdefault(Equal(d.clear), 2))
on_dict("pop", lambda d: d.pop(Equal(d.clear), 3))
on_dict("in", lambda d: Equal(d.clear) in d)
on_dict("update", lambda d: d.update({Equal(d.clear): 1}))
on_dict("copy", lambda d: len({**d, Equal(d.clear): 1}))


def on_set(name, function):
    s = set()
    s.add(Equal(s.clear))
    attempt("set " + name, lambda: (function(s), len(s)))


on_set("add", lambda s: s.add(Equal(s.clear)))
on_set("in", lambda s: Equal(s.clear) in s)
on_set("discard", lambda s: s.discard(Equal(s.clear)))
on_set("update", lambda s: s.update([Equal(s.clear), Equal(s.clear)]))
on_set("union", lambda s: len(s | {Equal(s.clear)}))
on_set("intersection", lambda s: len(s & {Equal(s.clear)}))
on_set("difference", lambda s: len(s - {Equal(s.clear)}))


def on_deque(name, function, result=False):
    d = deque()
    d.extend(Equal(d.clear, result) for _ in range(10))
    attempt("deque " + name, lambda: (function(d), len(d)))


on_deque("count", lambda d: d.count(1))
on_deque("in", lambda d: 1 in d)
on_deque("remove", lambda d: d.remove(1), True)
on_deque("index", lambda d: d.index(1))


def iterating(container, change):
    for n, x in enumerate(container):
        change(container, x)
        if n > 30:
            return "stopped"
    return len(container)


attempt("dict grows", iterating, {i: i for i in range(10)}, lambda d, x: d.update({x + 100: 1}))
attempt("dict refilled", iterating, {i: i for i in range(10)}, lambda d, x: (d.clear(), d.update({j + x * 100: 1 for j in range(10)})))
attempt("set grows", iterating, {1, 2, 3}, lambda s, x: s.add(x + 10))
attempt("deque grows", iterating, deque([1, 2, 3]), lambda d, x: d.append(x))
attempt("list grows", iterating, [1, 2, 3], lambda a, x: a.append(x))
attempt("list shrinks", iterating, list(range(10)), lambda a, x: a.pop())


class Turn:
    """An iterator that asks the iterator it feeds."""

    def __iter__(self):
        return self

    def __next__(self):
        return next(consumer)


for make in (zip, itertools.chain, itertools.cycle, itertools.groupby, itertools.accumulate, itertools.pairwise, enumerate,
             lambda it: map(abs, it), lambda it: filter(None, it), lambda it: itertools.islice(it, 5), lambda it: itertools.tee(it)[0]):
    consumer = make(Turn())
    try:
        print(next(consumer))
    except (RecursionError, RuntimeError) as e:
        print(type(e).__name__)


class Keys:
    def __init__(self, keys):
        self.names = keys

    def keys(self):
        return self.names

    def __getitem__(self, key):
        if isinstance(self.names, list):
            self.names.clear()
        return key


attempt("keys that vanish", lambda: dict(Keys([1, 2, 3])))
attempt("keys that are none", lambda: dict(Keys(5)))
attempt("keywords that are no names", lambda: dict(**Keys([1])))
