# find, index, count, replace, startswith, endswith with ranges.
s = "hello world, hello"
print(s.find("hello"), s.find("hello", 1), s.find("x"), s.rfind("hello"), s.rfind("hello", 0, 17), s.index("o"))
print(s.rindex("o"), s.find(""), s.find("", 100), s.rfind(""), s.find("l", -3), s.find("o", 5, 7))
print(s.count("l"), s.count("hello", 1), s.count(""), "aaaa".count("aa"), "".count(""), s.count("l", 3, 10))
print("ééé".count("é"))
print(s.replace("hello", "bye"), s.replace("l", "L", 2), s.replace("x", "y"), "abc".replace("", "-"))
print("abc".replace("", "-", 2), "aaa".replace("aa", "b"), "".replace("", "x"), "aXbX".replace("X", ""))
print("abc".replace("b", "é"), "a.b".replace(".", "", 0))
print(s.startswith("hell"), s.startswith("world", 6), s.endswith(("x", "lo")), s.startswith(()), s.startswith(""))
print(s.endswith("hello", 0, 5), s.startswith("h", 1), "abc".endswith("c", -1), s.startswith("", 100))
print("é".startswith("é"))
for f in (
        lambda: s.index("zz"), lambda: s.rindex("zz"), lambda: s.startswith(5), lambda: s.startswith(["h"]),
        lambda: s.find(5), lambda: s.replace("a"), lambda: s.count(), lambda: s.replace(1, 2), lambda: s.endswith((1,)),
        lambda: s.find("a", "b"),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
