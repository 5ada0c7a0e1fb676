# Malformed templates and missing arguments of str.format.


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: "{}".format(), lambda: "{} {}".format(1), lambda: "{5}".format(1), lambda: "{a}".format(),
    lambda: "{0} {}".format(1, 2), lambda: "{} {0}".format(1, 2), lambda: "{:{0}}".format(5),
    lambda: "{0:{}}".format(5, 6), lambda: "{".format(), lambda: "}".format(), lambda: "{{}".format(1),
    lambda: "{}}".format(1), lambda: "}{".format(), lambda: "{0".format(1), lambda: "{0!".format(1),
    lambda: "{0!r".format(1), lambda: "{0!rx}".format(1), lambda: "{0!x}".format(1), lambda: "{0!}".format(1),
    lambda: "{!:}".format(1), lambda: "{0!\u00e9}".format(1), lambda: "{a{b}}".format(1), lambda: "{0:{".format(1),
    lambda: "{0:{}".format(1, 2), lambda: "{:{:{}}}".format(1, 2, 3), lambda: "{0.}".format(1),
    lambda: "{0[]}".format([1]), lambda: "{0[a}".format(1), lambda: "{[}".format(1),
    lambda: "{0[a]b}".format({"a": 1}), lambda: "{..a}".format(1), lambda: "{0[5]}".format([1]),
    lambda: "{0[a]}".format([1]), lambda: "{0[-1]}".format([1]), lambda: "{99999999999999999999}".format(1),
    lambda: "{0[99999999999999999999]}".format([1]), lambda: "{0.nope}".format(1), lambda: "{-1}".format(1),
    lambda: "{ 0}".format(1), lambda: "{0]}".format(1), lambda: "{:d}".format("x"), lambda: "{:5}".format(None),
    lambda: "{:5}".format([1]), lambda: "{}".format_map({}), lambda: "{a}".format_map({}),
    lambda: "{a}".format_map(5), lambda: "{a}".format_map([1]), lambda: "{:!r}".format(1), lambda: "x".format_map(),
)
