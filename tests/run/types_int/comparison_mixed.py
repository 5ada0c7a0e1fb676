# Comparison of int, bool, float and big values is exact.
print(1 == 1.0, True == 1, 2 ** 53 == float(2 ** 53), 2 ** 53 + 1 == float(2 ** 53), 2 ** 53 + 1 > float(2 ** 53))
print(10 ** 400 > 1e308, -10 ** 400 < float("-inf"))
print(10 ** 400 < float("inf"), 1 < float("nan"), float("nan") == float("nan"), 0 == -0.0, 3 < 3.5 < 4)
print(2 ** 70 == 2.0 ** 70, 2 ** 70 + 1 == 2.0 ** 70)
print(sorted([3, 1.5, True, -2, 2 ** 65, 0.0, 1e19]), max(1, 1.0), max(1.0, 1), min(True, 1), 1 in [1.0])
print({1: "a", 1.0: "b", True: "c"})
print(5 == "5", 5 != None, 1 == 1 + 0j, None is not None)
