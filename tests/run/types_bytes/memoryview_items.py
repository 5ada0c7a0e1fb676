# memoryview: casts, strides, assignment of items and slices, errors, comparison, release.


def put(key, value):
    data = bytearray(b"abcdef")
    memoryview(data)[key] = value
    return data


def cast_put(format, value):
    data = bytearray(8)
    memoryview(data).cast(format)[0] = value
    return data


def released():
    with memoryview(b"abc") as m:
        first = m[0]
    try:
        m[0]
    except ValueError as e:
        return first, str(e)


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: memoryview(b"abcdef").cast("H").tolist(), lambda: memoryview(b"\xff\xfe").cast("b").tolist(),
    lambda: memoryview(b"ab").cast("c")[1], lambda: memoryview(bytes(8)).cast("d")[0],
    lambda: memoryview(b"\0\0\x80?").cast("f").tolist(), lambda: memoryview(b"\xff" * 8).cast("Q")[0],
    lambda: memoryview(b"\xff" * 8).cast("q")[0], lambda: memoryview(b"abcdef").cast("H").cast("B").tobytes(),
    lambda: memoryview(b"abc").cast("H"), lambda: memoryview(b"abcd").cast("x"),
    lambda: memoryview(b"abcd")[::2].cast("H"), lambda: memoryview(b"abcdef")[::2].tobytes(),
    lambda: memoryview(b"abcdef")[5:1:-2].tolist(), lambda: memoryview(b"abcdef")[1:4][1:].tobytes(),
    lambda: memoryview(b"abcdef")[::-2].strides, lambda: memoryview(b"abcdef")[::2].contiguous,
    lambda: memoryview(b"ab").hex(":"), lambda: memoryview(b"ab").toreadonly().readonly,
    lambda: memoryview(b"ab").shape, lambda: memoryview(b"abcd").cast("H").nbytes, lambda: 97 in memoryview(b"ab"),
    lambda: list(reversed(memoryview(b"ab"))), lambda: memoryview(b"ace") == memoryview(b"abcdef")[::2],
    lambda: memoryview(b"ab") == bytearray(b"ab"), lambda: b"ab" == memoryview(b"ab"),
    lambda: memoryview(b"ab") == "ab", lambda: hash(memoryview(b"ab")) == hash(b"ab"),
    lambda: b"x" + memoryview(b"y"), lambda: int(memoryview(b"12")), lambda: memoryview(b"abc")[5],
    lambda: memoryview(b"abc")["x"], lambda: memoryview(b"abc")[1, 2], lambda: memoryview(5), lambda: memoryview(),
    lambda: memoryview(b"a") < memoryview(b"b"), lambda: hash(memoryview(bytearray(b"a"))), lambda: put(0, 1),
    lambda: put(0, 256), lambda: put(0, "x"), lambda: put(9, 1), lambda: put("x", 1), lambda: put(slice(1, 3), b"xy"),
    lambda: put(slice(1, 3), b"x"), lambda: put(slice(1, 3), "xy"), lambda: put(slice(None, None, 2), b"xyz"),
    lambda: put(slice(None, None, -1), b"123456"), lambda: released(), lambda: cast_put("H", 65535),
    lambda: cast_put("H", 65536), lambda: cast_put("b", -1), lambda: cast_put("b", 200), lambda: cast_put("c", b"z"),
    lambda: cast_put("c", 5), lambda: cast_put("d", 1.5),
)
