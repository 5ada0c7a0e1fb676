# Recursion: factorial, Ackermann, mutual recursion, deep but allowed.
def fact(n):
    return 1 if n < 2 else n * fact(n - 1)


def ack(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))


def even(n):
    return n == 0 or odd(n - 1)


def odd(n):
    return n != 0 and even(n - 1)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(fact(20), fact(30), ack(2, 3), even(100), odd(7), depth(900))
