# Starred targets in every position; the star always makes a list.
a, *b = [1, 2, 3]
print(a, b)
*a, b = "xyz"
print(a, b)
a, *b, c = range(6)
print(a, b, c)
a, *b, c = (1, 2)
print(a, b, c)
*a, = (1, 2)
print(a)
[a, *b] = {5: 6}
print(a, b)
a, (b, *c), *d = 1, (2, 3, 4), 5, 6
print(a, b, c, d)
first, *_, last = "hello"
print(first, last, _)


class O:
    pass


o = O()
o.x, *o.rest = [1, 2, 3]
print(o.rest)
d = {}
*d["k"], d["last"] = 1, 2, 3
print(d)
