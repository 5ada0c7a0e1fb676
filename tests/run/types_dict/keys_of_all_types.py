# Keys of every hashable type, equal keys of different types, big and negative ints.
d = {
    1: "int", "1": "str", 1.5: "float", (1, 2): "tuple", None: "none", frozenset([1]): "fs", b"1": "bytes",
    2 ** 70: "big", -1: "neg", 1j: "cx", int: "type", len: "builtin", ...: "dots", range(3): "range", "": "empty",
}
for k in (
        1, True, 1.0, 1 + 0j, "1", 1.5, (1, 2), (1.0, 2.0), None, frozenset({1}), {1} and frozenset((1, 1)), b"1",
        2 ** 70, 2.0 ** 70, -1, -2, 1j, int, len, ..., range(0, 3, 1), "", 0,
):
    print(repr(k), d.get(k, "missing"))
nan = float("nan")
n = {nan: 1}
print(n[nan], float("nan") in n, {0: 1}[-0.0], {False: 1}[0], len({1: 0, True: 0, 1.0: 0}))
print({hash("x"): 1} == {hash("x"): 1})
