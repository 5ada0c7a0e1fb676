# split, rsplit, splitlines, partition, rpartition, join.
s = "a,b,,c"
print(s.split(","), s.split(",", 1), s.rsplit(",", 1), s.split(",", 0), s.split("x"), "".split(","), "".split())
print(" a  b ".split(), " a  b ".split(" "), " a b c ".split(None, 1), " a b c ".rsplit(None, 1), "abcabc".split("bc"))
print("aXXbXXc".rsplit("XX", maxsplit=1))
print("a\nb\r\nc\rd\x0be\x0cf\x1cg\x85h\u2028i".splitlines(), "a\nb\n".splitlines(True), "".splitlines())
print("\n".splitlines(), "a\n\nb".splitlines(keepends=True))
print("k=v=w".partition("="), "k=v=w".rpartition("="), "kv".partition("="), "kv".rpartition("="), "=x".partition("="))
print(",".join(["a", "b"]), "".join([]), "-".join("abc"), ", ".join(str(i) for i in range(3)), "x".join(["only"]))
print("é".join({"k": 1, "l": 2}), "ab".join(("1", "2", "3")))
print("a\u3000b\xa0c".split(), "1 2 3".split(sep=" ", maxsplit=1), "aaa".split("a"), "a b".split(maxsplit=0))
print("  lead".rsplit(None, 0))
for f in (
        lambda: "a".split(""), lambda: "a".partition(""), lambda: ",".join([1]), lambda: ",".join(["a", None]),
        lambda: "a".split(1), lambda: ",".join(5), lambda: "a".rsplit(",", "x"),
):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
