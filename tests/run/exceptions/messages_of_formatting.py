# Messages of failing formatting and conversion.
for action in (
    lambda: "%d" % "a",
    lambda: "%s %s" % 1,
    lambda: "%s" % (1, 2),
    lambda: "{} {}".format(1),
    lambda: "{x}".format(),
    lambda: format(1, "s"),
    lambda: format("a", "d"),
    lambda: int("0b1", 2) + int("9", 8),
    lambda: "a".encode("ascii").decode("x"),
):
    try:
        print("no error", action())
    except Exception as e:
        print(type(e).__name__ + ":", e)
