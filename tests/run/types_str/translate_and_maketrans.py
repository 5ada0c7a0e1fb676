# translate with tables from maketrans, dicts with None and strings.
print("hello".translate(str.maketrans("el", "ip")), "hello".translate(str.maketrans("", "", "lo")))
print("abc".translate({97: "XYZ", 98: None, 99: 100}), "hello".translate(str.maketrans({"h": "J", "o": None})))
print("hello".translate(str.maketrans("h", "j", "l")))
table = str.maketrans("abc", "nop")
print(table, "cab".translate(table), "é".translate({233: "e"}))
for f in (
        lambda: str.maketrans("ab", "c"), lambda: str.maketrans("ab"), lambda: str.maketrans({"ab": 1}),
        lambda: "a".translate({97: 1.5}),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class T:
    def __getitem__(self, k):
        return chr(k + 1)


print("abc".translate(T()))
caesar = str.maketrans("abcdefghijklmnopqrstuvwxyz", "defghijklmnopqrstuvwxyzabc")
print("attack at dawn".translate(caesar))
