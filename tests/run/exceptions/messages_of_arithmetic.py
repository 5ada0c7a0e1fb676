# Messages of failing arithmetic.
for action in (
    lambda: 1 / 0,
    lambda: 1 // 0,
    lambda: 1 % 0,
    lambda: 1.0 / 0,
    lambda: 1.0 // 0,
    lambda: 1.0 % 0,
    lambda: 0 ** -1,
    lambda: 0.0 ** -1,
    lambda: divmod(1, 0),
    lambda: divmod(1.0, 0),
    lambda: 1j / 0,
    lambda: 1 << -1,
    lambda: 1 >> -1,
    lambda: 2.0 ** 10000,
):
    try:
        print("no error", action())
    except Exception as e:
        print(type(e).__name__ + ":", e)
