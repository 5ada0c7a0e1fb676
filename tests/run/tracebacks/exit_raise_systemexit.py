# raise SystemExit from deep inside; codes are cut to eight bits.
print("start")


def deep(n):
    if n == 0:
        raise SystemExit(259)
    deep(n - 1)


deep(3)
