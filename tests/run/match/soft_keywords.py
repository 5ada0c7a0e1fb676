# match, case and _ remain ordinary names.
match = 5
case = [1, 2]
print(match, case)


def f(match, case=1):
    return match + case


print(f(match=3), f(case=4, match=1))
match = {"a": 1}
print(match["a"])
match[("b")] = 2
print(match)
match = lambda *a: a
print(match(1, 2))
match (match):
    case case if True:
        print(callable(case))
x = [1, 2]
match x:
    case [1, _]:
        print("list")
match x, 5:
    case [a, b], c:
        print(a, b, c)
match -1:
    case -1:
        print("negative")
