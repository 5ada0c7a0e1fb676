# bytearray: assignment to and deletion of slices, pop, insert, in-place operators; errors.


def change(action):
    a = bytearray(b"abcdef")
    r = action(a)
    return r, a


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: change(lambda a: a.__setitem__(slice(1, 2), [1, 2, 3])),
    lambda: change(lambda a: a.__setitem__(slice(5, 2), b"xx")),
    lambda: change(lambda a: a.__setitem__(slice(1, 3), a)),
    lambda: change(lambda a: a.__setitem__(slice(None, None, 2), b"xyz")),
    lambda: change(lambda a: a.__setitem__(slice(None, None, 2), b"xy")),
    lambda: change(lambda a: a.__setitem__(slice(None, None, 2), b"")),
    lambda: change(lambda a: a.__setitem__(slice(None, None, -1), b"123456")),
    lambda: change(lambda a: a.__setitem__(slice(1, 2), 5)),
    lambda: change(lambda a: a.__setitem__(slice(1, 2), "xy")),
    lambda: change(lambda a: a.__setitem__(slice(1, 2), ["x"])),
    lambda: change(lambda a: a.__setitem__(slice(1, 2), [300])),
    lambda: change(lambda a: a.__setitem__(slice(1, 2), None)),
    lambda: change(lambda a: a.__setitem__(slice(1, 1), iter([1]))), lambda: change(lambda a: a.__setitem__(0, 256)),
    lambda: change(lambda a: a.__setitem__(0, "x")), lambda: change(lambda a: a.__setitem__(10, 1)),
    lambda: change(lambda a: a.__setitem__("x", 1)), lambda: change(lambda a: a.__delitem__(0)),
    lambda: change(lambda a: a.__delitem__(10)), lambda: change(lambda a: a.__delitem__(slice(1, 3))),
    lambda: change(lambda a: a.__delitem__(slice(None, None, 2))),
    lambda: change(lambda a: a.__delitem__(slice(None, None, -2))), lambda: change(lambda a: a.__iadd__(b"x")),
    lambda: change(lambda a: a.__iadd__(a)), lambda: change(lambda a: a.__iadd__([1])),
    lambda: change(lambda a: a.__imul__(2)), lambda: change(lambda a: a.__imul__(-1)),
    lambda: change(lambda a: a.append(256)), lambda: change(lambda a: a.append("x")),
    lambda: change(lambda a: a.extend(a)), lambda: change(lambda a: a.extend({1})),
    lambda: change(lambda a: a.extend("x")), lambda: change(lambda a: a.extend(5)),
    lambda: change(lambda a: a.extend([256])), lambda: change(lambda a: a.insert(100, 65)),
    lambda: change(lambda a: a.insert(-100, 65)), lambda: change(lambda a: a.insert("x", 1)),
    lambda: change(lambda a: a.insert(0, 256)), lambda: change(lambda a: a.pop(0)),
    lambda: change(lambda a: a.pop(-1)), lambda: change(lambda a: a.pop(10)), lambda: change(lambda a: a.pop("x")),
    lambda: change(lambda a: a.remove(97)), lambda: change(lambda a: a.remove(1)),
    lambda: change(lambda a: a.remove(300)), lambda: change(lambda a: a.reverse()),
    lambda: change(lambda a: a.clear()), lambda: change(lambda a: a.copy()),
    lambda: change(lambda a: a.__init__(b"z")),
)
