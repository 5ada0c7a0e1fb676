# Strings of one, two and four bytes per character mixed in every operation.
parts = ["abc", "é", "日本", "😀", ""]
joined = "".join(parts)
print(joined, len(joined), [ord(c) for c in joined], joined[::-1], joined.find("😀"), joined.index("本"))
print(joined.replace("日", "x"), joined.split("é"), joined.upper(), joined * 2)
for a in parts:
    for b in parts:
        assert (a + b).startswith(a) and (a + b).endswith(b) and len(a + b) == len(a) + len(b)
        assert (a in a + b) and (a + b)[len(a):] == b
print(joined.center(20, "é"), joined.ljust(12, "日") + "|", joined.partition("本"), joined[3:5])
print(joined.encode("utf-8").hex(), sorted(joined), max(joined), joined.count("本"), "é" in joined)
print(hash("é") == hash("é日"[0]))
print("日本" < "日木", "\uffff" < "\U00010000", "é" == "e\u0301", len("e\u0301"), "ÿ" + "Ā")
print([len(x) for x in "ÿ|Ā|ÿĀ".split("|")])
