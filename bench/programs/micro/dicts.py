"""Dicts with int and str keys: insertion, lookup, iteration."""


def main(n):
    by_int = {}
    by_str = {}
    for i in range(n):
        by_int[i * 31 % 5003] = i
        by_str["k" + str(i % 997)] = by_str.get("k" + str(i % 991), 0) + 1
    return sum(by_int.values()), sum(v for k, v in by_str.items() if k != "k1")


print(main(200_000))
