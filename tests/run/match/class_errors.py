# Errors of class patterns: too many positional patterns, no __match_args__, not a class.
class A:
    pass


class B:
    __match_args__ = ("x",)
    x = 1


class C:
    __match_args__ = "x"


class D:
    __match_args__ = (1,)


not_class = 5


def attempt(n):
    match n:
        case 1:
            match A():
                case A(1):
                    pass
        case 2:
            match B():
                case B(1, 2):
                    pass
        case 3:
            match C():
                case C(1):
                    pass
        case 4:
            match D():
                case D(1):
                    pass
        case 5:
            match 1:
                case int(1, 2):
                    pass
        case 6:
            match 1:
                case not_class():
                    pass
        case 7:
            match B():
                case B(1, x=1):
                    pass
        case 8:
            match B():
                case B(y=1):
                    print("no")
                case B(x=1):
                    print("matched x")


for i in range(1, 9):
    try:
        attempt(i)
    except Exception as e:
        print(i, type(e).__name__, e)
