# Capture patterns bind, _ does not; guards; names stay bound after failed guards.
def f(x):
    match x:
        case n if isinstance(n, int) and n > 100:
            return f"big {n}"
        case int(n) if n % 2:
            return f"odd {n}"
        case [_, _] as pair:
            return f"pair {pair}"
        case rest:
            return f"rest {rest!r}"


for v in (101, 7, 8, (1, 2), [3, 4], "xy"):
    print(f(v))
match 5:
    case y if y > 10:
        print("no")
print("y =", y)
match (1, 2):
    case (a, b) if a > b:
        pass
    case (b, a):
        pass
print(a, b)
_ = "kept"
match 3:
    case _:
        print(_)
