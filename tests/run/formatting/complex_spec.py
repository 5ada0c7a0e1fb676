# The format mini-language on complex numbers.


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: format(1 + 2j, ""), lambda: format(1 + 2j, ".2f"), lambda: format(1 - 2.5j, "+.1e"),
    lambda: format(2j, "g"), lambda: format(2j, ""), lambda: format(2j, ".2"), lambda: format(1 + 2j, "<20"),
    lambda: format(1 + 2j, "*^30.2f"), lambda: format(1 + 2j, " "), lambda: format(1 + 2j, "#.0f"),
    lambda: format(1234.5 + 6789.5j, ",.2f"), lambda: format(complex("inf+nanj"), "F"),
    lambda: format(complex(-0.0, -0.0), "z.1f"), lambda: format(complex(-0.0, 2), ""), lambda: format(1 + 2j, "n"),
    lambda: format(complex(0, -0.0), ""), lambda: format(1 + 2j, "05"), lambda: format(1 + 2j, "=5"),
    lambda: format(1 + 2j, "d"), lambda: format(1 + 2j, "%"), lambda: format(1 + 2j, "s"),
)
