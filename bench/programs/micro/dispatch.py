"""Branches and small-int arithmetic: what one bytecode instruction or its machine code costs."""


def main(n):
    a = b = 0
    while n:
        n -= 1
        if n & 1:
            a += 1
        else:
            b ^= n
    return a, b


print(main(1_000_000))
