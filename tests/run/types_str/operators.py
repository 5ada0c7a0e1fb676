# Concatenation, repetition, comparison, membership, iteration.
print("a" + "b", "ab" * 3, 3 * "ab", "ab" * 0, "ab" * -1, "a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "" < "a")
print("é" > "z", "a" == "a", "a" != "b", "Z" < "a", "10" < "9", "😀" > "\uffff")
print([c for c in "héy"], list("a😀"), max("hello"), min("hello"), sorted("banana"), "".join(reversed("abc")), len("日本"))
print("ell" in "hello", set("aab") == {"a", "b"}, list(enumerate("ab")), dict(zip("ab", "cd")))
s = "x"
for i in range(5):
    s += s
print(len(s), s == "x" * 32, hash("abc") == hash("ab" + "c"), "a" "b" == "ab", str("x"), "%s" "x" % 1)
for f in (
        lambda: "a" + 1, lambda: 1 + "a", lambda: "a" * 1.0, lambda: "a" - "b", lambda: "a" < 1, lambda: 5 in "a",
        lambda: "a" + None, lambda: "a" * "b", lambda: "a" + b"b", lambda: "a" & "b",
):
    try:
        print(f())
    except TypeError as e:
        print(e)
