# The format mini-language on floats: e f g % and no type, precision, sign, alternate form, grouping.


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: format(3.14159, ".2f"), lambda: format(2.5, ".0f"), lambda: format(3.5, ".0f"),
    lambda: format(0.125, ".2f"), lambda: format(2.675, ".2f"), lambda: format(1e22, ".1f"),
    lambda: format(1234.5678, "e"), lambda: format(1234.5678, ".3E"), lambda: format(1234.5678, "g"),
    lambda: format(1234567.0, "g"), lambda: format(1e-5, "g"), lambda: format(0.0001, "g"),
    lambda: format(1234.5678, ".3G"), lambda: format(1e300 * 10, "F"), lambda: format(0.5, "%"),
    lambda: format(0.12345, ".1%"), lambda: format(1.0), lambda: format(1.0, "n"), lambda: format(1e16),
    lambda: format(1e15, ","), lambda: format(1e22, ","), lambda: format(123456789.0, ",.2f"),
    lambda: format(123456.789, "_.1f"), lambda: format(-0.0, ".1f"), lambda: format(-0.04, "z.1f"),
    lambda: format(-0.0, "z"), lambda: format(-0.06, "z.1f"), lambda: format(1.5, "+"), lambda: format(1.5, " .1f"),
    lambda: format(1.5, "8.2f"), lambda: format(1.5, "<8.2f"), lambda: format(1.5, "^9.2f"),
    lambda: format(-1.5, "08.2f"), lambda: format(-1.5, "=+9"), lambda: format(float("inf"), "08"),
    lambda: format(float("-inf"), "f"), lambda: format(float("nan"), "+F"), lambda: format(1.0, "#.0f"),
    lambda: format(1.0, "#g"), lambda: format(1e20, "#"), lambda: format(1e20, "#.3"), lambda: format(1.0, ".0"),
    lambda: format(12.0, ".2"), lambda: format(12.0, ".3"), lambda: format(1234.5, ".0"), lambda: format(1e16, ".17"),
    lambda: format(0.00001, ".3"), lambda: format(0.0, ".1"), lambda: format(0.1, ".20f"),
    lambda: format(0.1, ".30e"), lambda: format(1e-320, ".5g"), lambda: format(1.7976931348623157e308, ".0f"),
    lambda: format(5e-324, ""), lambda: format(1.5, "012,.3f"), lambda: format(123.456, ","),
    lambda: format(-1234.5, "015_"), lambda: format(9.995, ".2f"), lambda: format(0.5, ".0f"),
    lambda: format(1.5, ".0e"), lambda: format(99999.5, ".0f"), lambda: format(1e15 + 0.5, ".0f"),
    lambda: format(123456789012345680.0, ".3f"),
)
