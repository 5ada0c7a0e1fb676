"""Iterator building blocks.

Each tool is a small class whose work is done by a generator: a for loop over the tool gets the generator itself, so
it pays for one level only. Differences from CPython: iter(tool) is the generator instead of the tool, and a tool is
exhausted after an exception in a function it calls.
"""

__all__ = ['accumulate', 'chain', 'combinations', 'combinations_with_replacement', 'compress', 'count', 'cycle',
           'dropwhile', 'filterfalse', 'groupby', 'islice', 'pairwise', 'permutations', 'product', 'repeat', 'starmap',
           'takewhile', 'tee', 'zip_longest']


class _Tool:
    """Base of the tools: `_it` is the generator that does the work."""
    __slots__ = ('_it',)

    def __iter__(self):
        return self._it

    def __next__(self):
        return next(self._it)


class count(_Tool):
    __slots__ = ('_n', '_step')

    def __init__(self, start=0, step=1):
        if not hasattr(start, '__add__') or isinstance(start, (str, list, tuple, bytes)):
            raise TypeError("a number is required")
        self._n = start
        self._step = step
        self._it = self._run()

    def _run(self):
        step = self._step
        while True:
            n = self._n
            self._n = n + step
            yield n

    def __repr__(self):
        if isinstance(self._step, int) and self._step == 1:
            return f'count({self._n!r})'
        return f'count({self._n!r}, {self._step!r})'


class cycle(_Tool):
    __slots__ = ()

    def __init__(self, iterable, /):
        self._it = _cycle(iter(iterable))


def _cycle(it):
    saved = []
    for x in it:
        saved.append(x)
        yield x
    while saved:
        yield from saved


class repeat(_Tool):
    __slots__ = ('_object', '_left')

    def __init__(self, object, times=None):
        self._object = object
        self._left = times if times is None or times > 0 else 0
        self._it = self._run()

    def _run(self):
        object = self._object
        if self._left is None:
            while True:
                yield object
        while self._left > 0:
            self._left -= 1
            yield object

    def __length_hint__(self):
        if self._left is None:
            raise TypeError('len() of unsized object')
        return self._left

    def __repr__(self):
        return f'repeat({self._object!r})' if self._left is None else f'repeat({self._object!r}, {self._left})'


class accumulate(_Tool):
    __slots__ = ()

    def __init__(self, iterable, func=None, *, initial=None):
        self._it = _accumulate(iter(iterable), func, initial)


def _accumulate(it, func, total):
    if total is None:
        for total in it:
            break
        else:
            return
    yield total
    if func is None:
        for x in it:
            total = total + x
            yield total
    else:
        for x in it:
            total = func(total, x)
            yield total


class chain(_Tool):
    __slots__ = ()

    def __init__(self, *iterables):
        self._it = _chain(iterables)

    @classmethod
    def from_iterable(cls, iterable, /):
        self = cls()
        self._it = _chain(iter(iterable))
        return self


def _chain(iterables):
    for it in iterables:
        yield from it


class compress(_Tool):
    __slots__ = ()

    def __init__(self, data, selectors):
        self._it = _compress(iter(data), iter(selectors))


def _compress(data, selectors):
    for x, keep in zip(data, selectors):
        if keep:
            yield x


class dropwhile(_Tool):
    __slots__ = ()

    def __init__(self, predicate, iterable, /):
        self._it = _dropwhile(predicate, iter(iterable))


def _dropwhile(predicate, it):
    for x in it:
        if not predicate(x):
            yield x
            break
    yield from it


class takewhile(_Tool):
    __slots__ = ()

    def __init__(self, predicate, iterable, /):
        self._it = _takewhile(predicate, iter(iterable))


def _takewhile(predicate, it):
    for x in it:
        if not predicate(x):
            return
        yield x


class filterfalse(_Tool):
    __slots__ = ()

    def __init__(self, function, iterable, /):
        self._it = _filterfalse(function, iter(iterable))


def _filterfalse(function, it):
    if function is None or function is bool:
        for x in it:
            if not x:
                yield x
    else:
        for x in it:
            if not function(x):
                yield x


class starmap(_Tool):
    __slots__ = ()

    def __init__(self, function, iterable, /):
        self._it = _starmap(function, iter(iterable))


def _starmap(function, it):
    for args in it:
        yield function(*args)


class pairwise(_Tool):
    __slots__ = ()

    def __init__(self, iterable, /):
        self._it = _pairwise(iter(iterable))


def _pairwise(it):
    for a in it:
        for b in it:
            yield (a, b)
            a = b


def _bound(value, text):
    if value is None:
        return None
    if not isinstance(value, int):
        try:
            value = value.__index__()
        except AttributeError:
            raise ValueError(text) from None
    if not 0 <= value <= 0x7FFFFFFFFFFFFFFF:
        raise ValueError(text)
    return value


class islice(_Tool):
    __slots__ = ()

    def __init__(self, iterable, /, *args):
        if not 1 <= len(args) <= 3:
            raise TypeError(f"islice expected at {'least 2' if not args else 'most 4'} arguments, got {len(args) + 1}")
        if len(args) == 1:
            start = step = None
            stop = _bound(args[0], "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
        else:
            text = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
            stop = _bound(args[1], "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
                          if args[1] is not None and not hasattr(args[1], '__index__') else text)
            start = _bound(args[0], text)
            step = args[2] if len(args) == 3 else None
            step = _bound(step, "Step for islice() must be a positive integer or None.")
            if step == 0:
                raise ValueError("Step for islice() must be a positive integer or None.")
        self._it = _islice(iter(iterable), start or 0, stop, step or 1)


def _islice(it, start, stop, step):
    # Elements before the start are consumed even if none is wanted.
    for _ in range(start):
        for x in it:
            break
        else:
            return
    if stop is not None and start >= stop:
        return
    if step == 1:
        if stop is None:
            yield from it
            return
        left = stop - start
        for x in it:
            yield x
            left -= 1
            if left == 0:
                return
        return
    position = start
    for x in it:
        yield x
        # Skips to the next wanted element, but never past the stop.
        position += step
        skip = step - 1
        if stop is not None and position >= stop:
            skip -= position - stop
        for _ in range(skip):
            for x in it:
                break
            else:
                return
        if stop is not None and position >= stop:
            return


class zip_longest(_Tool):
    __slots__ = ()

    def __init__(self, *iterables, fillvalue=None):
        self._it = _zip_longest([iter(it) for it in iterables], fillvalue)


def _zip_longest(iterators, fillvalue):
    active = len(iterators)
    while active:
        values = []
        for i, it in enumerate(iterators):
            if it is None:
                values.append(fillvalue)
                continue
            for x in it:
                values.append(x)
                break
            else:
                active -= 1
                if not active:
                    return
                iterators[i] = None
                values.append(fillvalue)
        yield tuple(values)


class groupby(_Tool):
    """Runs of equal keys; a group is valid until the next one is asked for."""
    __slots__ = ('_rest', '_key_of', '_key', '_value', '_have', '_group')

    def __init__(self, iterable, key=None):
        self._rest = iter(iterable)
        self._key_of = key
        self._have = False
        self._group = None
        self._it = self._run()

    def _fetch(self):
        """Reads the next element; False at the end."""
        for x in self._rest:
            self._value = x
            self._key = x if self._key_of is None else self._key_of(x)
            self._have = True
            return True
        self._have = False
        return False

    def _run(self):
        if not self._fetch():
            return
        while True:
            key = self._key
            group = self._group = _grouper(self, key)
            yield key, group
            self._group = None
            # What the caller left of the group is skipped.
            while group._open:
                if not self._have and not self._fetch():
                    return
                if self._key is not key and self._key != key:
                    break
                self._have = False
            if not self._have:
                return


class _grouper(_Tool):
    __slots__ = ('_open',)

    def __init__(self, parent, key):
        self._open = True
        self._it = self._run(parent, key)

    def _run(self, parent, key):
        while parent._group is self:
            if not parent._have and not parent._fetch():
                self._open = False
                return
            if parent._key is not key and parent._key != key:
                self._open = False
                return
            parent._have = False
            yield parent._value


_grouper.__name__ = _grouper.__qualname__ = '_grouper'


class product(_Tool):
    __slots__ = ()

    def __init__(self, *iterables, repeat=1):
        if repeat < 0:
            raise ValueError("repeat argument cannot be negative")
        pools = [tuple(it) for it in iterables] * repeat
        self._it = _product2(*pools) if len(pools) == 2 else _product(pools)


def _product2(first, second):
    for a in first:
        for b in second:
            yield (a, b)


def _product(pools):
    """An odometer over all pools but the last, which an inner loop walks."""
    if not pools:
        yield ()
        return
    for pool in pools:
        if not pool:
            return
    last = pools.pop()
    n = len(pools)
    indices = [0] * n
    head = [pool[0] for pool in pools]
    while True:
        prefix = tuple(head)
        for x in last:
            yield (*prefix, x)
        i = n - 1
        while i >= 0:
            indices[i] += 1
            if indices[i] < len(pools[i]):
                head[i] = pools[i][indices[i]]
                break
            indices[i] = 0
            head[i] = pools[i][0]
            i -= 1
        if i < 0:
            return


class permutations(_Tool):
    __slots__ = ()

    def __init__(self, iterable, r=None):
        pool = tuple(iterable)
        if r is None:
            r = len(pool)
        elif not isinstance(r, int):
            raise TypeError("Expected int as r")
        elif r < 0:
            raise ValueError("r must be non-negative")
        self._it = _permutations(pool, r)


def _permutations(pool, r):
    n = len(pool)
    if r > n:
        return
    indices = list(range(n))
    cycles = list(range(n, n - r, -1))
    result = list(pool[:r])
    yield tuple(result)
    while True:
        i = r - 1
        while i >= 0:
            c = cycles[i] - 1
            if c:
                cycles[i] = c
                indices[i], indices[n - c] = indices[n - c], indices[i]
                break
            cycles[i] = n - i
            indices[i:] = indices[i + 1:] + indices[i:i + 1]
            i -= 1
        if i < 0:
            return
        while i < r:
            result[i] = pool[indices[i]]
            i += 1
        yield tuple(result)


class combinations(_Tool):
    __slots__ = ()

    def __init__(self, iterable, r):
        pool = tuple(iterable)
        if r < 0:
            raise ValueError("r must be non-negative")
        self._it = _combinations2(pool) if r == 2 else _combinations(pool, r)


def _combinations2(pool):
    n = len(pool)
    for i in range(n):
        a = pool[i]
        for j in range(i + 1, n):
            yield (a, pool[j])


def _combinations(pool, r):
    n = len(pool)
    if r > n:
        return
    indices = list(range(r))
    result = list(pool[:r])
    yield tuple(result)
    while True:
        i = r - 1
        while i >= 0 and indices[i] == i + n - r:
            i -= 1
        if i < 0:
            return
        j = indices[i] + 1
        while i < r:
            indices[i] = j
            result[i] = pool[j]
            j += 1
            i += 1
        yield tuple(result)


class combinations_with_replacement(_Tool):
    __slots__ = ()

    def __init__(self, iterable, r):
        pool = tuple(iterable)
        if r < 0:
            raise ValueError("r must be non-negative")
        self._it = _combinations_with_replacement(pool, r)


def _combinations_with_replacement(pool, r):
    n = len(pool)
    if not n and r:
        return
    indices = [0] * r
    result = [pool[0]] * r if r else []
    yield tuple(result)
    while True:
        i = r - 1
        while i >= 0 and indices[i] == n - 1:
            i -= 1
        if i < 0:
            return
        j = indices[i] + 1
        x = pool[j]
        while i < r:
            indices[i] = j
            result[i] = x
            i += 1
        yield tuple(result)


class _tee(_Tool):
    """One of several views of an iterator: a position in a chain of [value, next link]."""
    __slots__ = ('_link', '_source')

    def __init__(self, iterable, /):
        if isinstance(iterable, _tee):
            self._source = iterable._source
            self._link = iterable._link
        else:
            self._source = iter(iterable)
            self._link = [None, None]
        self._it = self._run()

    def _run(self):
        source = self._source
        while True:
            link = self._link
            if link[1] is None:
                for x in source:
                    link[0] = x
                    link[1] = [None, None]
                    break
                else:
                    return
            self._link = link[1]
            yield link[0]

    def __copy__(self):
        return _tee(self)


def tee(iterable, n=2, /):
    """n independent iterators over one."""
    if n < 0:
        raise ValueError("n must be >= 0")
    if n == 0:
        return ()
    if not isinstance(iterable, _tee):
        iterable = _tee(iterable)
    return (iterable, *[_tee(iterable) for _ in range(n - 1)])
