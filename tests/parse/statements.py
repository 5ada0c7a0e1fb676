"""Docstring."""
# Every kind of statement in its forms.
import a
import a.b.c, d as e, f.g as h
from a import b
from a import (b, c as d,)
from . import a
from .. import a as b
from ...... import a
from .a.b import *
global g, h
x: int
x: int = 1
(x): int = 1
a.b: int
a[b]: int = c
x: tuple = 1, 2
x: tuple = *a, b
x = yield_
x += 1; x -= 1; x *= 1; x @= 1; x /= 1; x %= 1; x &= 1; x |= 1; x ^= 1; x <<= 1; x >>= 1; x **= 1; x //= 1
a.b += 1
a[b] += c, d
a, *b = c
[a, (b, *c)] = d
*a, = b
(a), (b.c), d[e] = f
del a, b.c, d[e], (f, g), [h]
del (a)
del (a,)
assert a
assert a, b
raise
raise a
raise a from b
pass; pass
if a: pass
elif b: pass
elif c:
    pass
else: pass
if a:
    if b: pass
    else: pass
while a: break
else: pass
for a in b: continue
for a, b in c, d: pass
for a, in *b, c: pass
else:
    pass
for (a.b), c[d] in e: pass
try: pass
except: pass
try: pass
except A: pass
except (B, C) as d: pass
else: pass
finally: pass
try: pass
finally: pass
try: pass
except* A: pass
except* (B, C) as d: pass
with a: pass
with a, b: pass
with a as b, c as (d, e): pass
with (a): pass
with (a, b): pass
with (a as b): pass
with (a as b, c as d,): pass
with (a, b) as c: pass
with (a), (b): pass
with a as b.c, d as e[f]: pass
with (yield_): pass
with (a for b in c): pass


@a
@b.c(d)
@(e := f)
class C(a, *b, k=1, **c):
    """Doc."""
    x = 1

    def f(self): return self


class D: pass
class E(): pass


def f(): return
def g(a, b: int, /, c: str = 'x', *args: T, d, e: int = 1, **kwargs: U) -> V: return a, *b
def h(*, a=1, b): yield
def i(a=1, /, b=2, *, c): x = yield a; yield from b; return (yield)
def j(a, /): nonlocal_ = 1
def k(*args: *Ts): pass


async def l(a):
    async for b in c: await d
    else: pass
    async with e as f, g: pass
    async with (h as i): pass
    return [x async for x in y if await z]


def m():
    x = 1

    def n():
        nonlocal x
        x = 2
    return n
if 1:
    x
    # comment at another depth
  # and another
    y
# end
