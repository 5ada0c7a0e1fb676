# Every kind of expression, with the groupings that a parser may get wrong.
a = -x ** -y ** z
a = not a in b is not c not in d
a = a if b else c if d else lambda: e if f else g
a = (yield_ := 1), (x, *y), [*a, *b], {*a, 1}, {**a, 'k': 1, **b}
a = b @ c // d % e << 1 >> 2 & 3 ^ 4 | ~5
a < b <= c == d != e > f >= g
a.b.c[d].e(f)(g)[h:i, j:k:l, ::, ..., m:, :n, :]
f(a, *b, c, *d, k=1, **e, l=2, **g)
f(x for x in y)
f(a, (x for x in y), k=(x for x in y))
lambda a, /, b=1, *c, d, e=2, **f: (a, b)
lambda *, a: a
lambda *a, **k: 0
lambda: (yield)
[x for x in y if a if b for z in w if c]
{x: y for x, y in z}
{x for (x, [y, *z]) in w}
(x async for x in y)
a[b, *c], a[*b], a[(b, c)], a[b:=1], a[lambda: 1]
(((((a)))))
()
(a,)
a,
x = y = z, = w
a if (b := c) else d
'a' 'b' "c" '''d
e''' r'\f' u'g'
b'a' rb'\b' B"c"
1_000, 0xDEAD_beef, 0o17, 0b1010, 1e10, 1.5e-10, .5, 5., 1j, 1.5J, 00, 0_0, 123456789012345678901234567890
0xffffffffffffffffffffffffffffffff, 0o7777777777777777777777777, 9223372036854775807, 9223372036854775808
'\n\r\t\\\'\"\a\b\f\v\0\12\x41\u00e9\U0001f600\N{BULLET}\d'
'\ud800', '\x7f\x80\xa0\xad', '\u200b\u3042', "it's", 'say "x"', 'both \' and "'
None, True, False, ..., Ellipsis, __debug__
not not a, - - a, ~ ~ a, +a
await_ = a.await_
x = (
    1 +  # comment
    2
)
print(a, end='')if b else c
