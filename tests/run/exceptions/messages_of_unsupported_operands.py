# Messages of operators whose operands do not fit.
for action in (
    lambda: "a" + 1,
    lambda: 1 + "a",
    lambda: [1] + (2,),
    lambda: (1,) + [2],
    lambda: {} + {},
    lambda: None + 1,
    lambda: "a" * "b",
    lambda: [1] * 1.5,
    lambda: -"a",
    lambda: +[],
    lambda: ~1.5,
    lambda: 1 < "a",
    lambda: [] < (),
    lambda: {} > {},
    lambda: 1 << 1.0,
    lambda: 1 & 1.0,
    lambda: 10 ** 400 * 1.0,
    lambda: int(float("inf")),
    lambda: int(float("nan")),
    lambda: sum(["a"]),
):
    try:
        print("no error", action())
    except Exception as e:
        print(type(e).__name__ + ":", e)
