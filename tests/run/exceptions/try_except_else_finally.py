# Order of try, except, else and finally.
def f(kind):
    try:
        print("try", end=" ")
        if kind == "value":
            raise ValueError("v")
        if kind == "key":
            raise KeyError("k")
        if kind == "return":
            return "from try"
    except ValueError as e:
        print("except", e, end=" ")
    else:
        print("else", end=" ")
    finally:
        print("finally", end=" ")
    return "end"


for kind in ("none", "value", "return"):
    print(f(kind))
try:
    f("key")
except KeyError as e:
    print("outer", repr(e))
