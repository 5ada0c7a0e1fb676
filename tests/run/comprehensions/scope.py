# Comprehension variables are local; they see the enclosing scope; the first iterable is evaluated outside.
x = "outer"
print([x for x in range(3)], x)


def f():
    y = 10
    fs = [lambda: y + i for i in range(3)]
    y = 20
    return [g() for g in fs]


print(f())
print([[x for x in range(x)] for x in range(3)], x)


def g(n):
    return [n * m for m in range(n) if m != n - 1]


print(g(4))


class C:
    n = 3
    items = [i for i in range(n)]
    try:
        bad = [n for i in range(2)]
    except NameError as e:
        print(e)


print(C.items)
try:
    print([undefined_thing for _ in [1]])
except NameError as e:
    print(e)
