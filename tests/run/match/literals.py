# match on literals: numbers, strings, bytes, None, booleans, negative and complex.
def f(x):
    match x:
        case 0:
            return "zero"
        case -1:
            return "minus one"
        case 1.5:
            return "one and a half"
        case "hi" | "hello":
            return "greeting"
        case b"raw":
            return "bytes"
        case None:
            return "none"
        case True:
            return "true"
        case False:
            return "false"
        case 1 + 2j:
            return "complex"
        case -3.5 | 10:
            return "either"
        case "multi" "part":
            return "joined"
        case _:
            return "other"


for v in (0, -1, 1.5, "hi", "hello", b"raw", None, True, False, 1, 1 + 2j, -3.5, 10, "multipart", 0.0, [], "zero"):
    print(repr(v), f(v))
