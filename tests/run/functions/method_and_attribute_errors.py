# Argument errors of methods and attribute access on built-in types.
for call in (
    lambda: "a".join(),
    lambda: "a".join(5),
    lambda: "a".join([1]),
    lambda: [].append(),
    lambda: [].append(1, 2),
    lambda: {}.get(),
    lambda: {}.pop(),
    lambda: [].pop("x"),
    lambda: "".split(1),
    lambda: getattr(1, "x"),
    lambda: setattr(1, "x", 2),
    lambda: getattr(1, 2),
    lambda: "abc".foo,
    lambda: [].foo,
    lambda: None.foo,
    lambda: (1).foo,
):
    try:
        print("no error:", call())
    except Exception as e:
        print(type(e).__name__ + ":", e)
