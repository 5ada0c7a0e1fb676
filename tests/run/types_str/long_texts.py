"""Texts of some kilobytes and more, whose memory is used before; hashes of equal texts made in different ways."""
import gc


def churn(n):
    parts = []
    for i in range(n):
        parts.append("%d-%s" % (i, "xyz" * (i % 900)))
    return sum(map(len, parts))


def check(size):
    a = "abcdefgh" * (size // 8)
    b = "".join(["abcdefgh"] * (size // 8))
    c = ("zbcdefgh" * (size // 8)).replace("z", "a")
    assert a == b == c and hash(a) == hash(b) == hash(c) and len({a, b, c}) == 1
    wide = a.replace("h", "€")
    wider = wide.replace("€", "😀")
    back = wider.replace("😀", "h")
    assert back == a and hash(back) == hash(a) and wide != wider and len(wide) == len(wider) == len(a)
    table = {a: 1, wide: 2, wider: 3}
    print(size, table[b], table["".join(list(wide))], table[wider[:5] + wider[5:]], a.encode() == wider.replace("😀", "h").encode())
    print(wide[-3:] == "fg€", ascii(wider[-2:]), a.find("ha"), a.count("gha"), len(a.split("d")), a.upper()[-9:], (a + "é").encode("utf-8")[-3:])
    open_end = a[: size - 1]
    assert open_end.encode()[-1:] == b"g" and float("1" + "0" * 20) == 1e20
    assert int("1" * 3000) % 9 == 3000 % 9 and len(str(7 ** (size // 8))) > size // 10


for size in (1000, 2000, 2016, 2024, 2048, 2056, 4096, 8000, 32736, 32768, 65536, 200000):
    churn(60)
    if size < 20000:
        gc.collect()
    if size <= 4096:
        check(size)
    else:
        a = "0123456789abcdef" * (size // 16)
        b = a.replace("f", "é")
        print(size, len(a), hash(a) == hash("".join(a)), b.count("é"), b[-1], a.encode()[-4:], len((a + b).split("9")))

print(hash("") == hash(b""), hash("abc") == hash(b"abc"), hash("x" * 5000) == hash(b"x" * 5000))
print(all(isinstance(hash(t), int) and hash(t) != -1 for t in ("", "a", "ab", "é", "€" * 50)))
