from enum import Flag, IntFlag, auto, CONFORM, EJECT, KEEP


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
    NONE = 0


print(list(Perm), Perm.R | Perm.X, repr(Perm.RW), Perm.R | Perm.W is Perm.RW, Perm.NONE, ~Perm.R, Perm.RW & Perm.W, Perm.RW ^ Perm.R)
print(Perm.R in Perm.RW, Perm.X in Perm.RW, bool(Perm.NONE), bool(Perm.R & Perm.W), repr(Perm.R & Perm.W), list(Perm.R | Perm.X), len(Perm.RW), Perm(5), Perm(0))
print((Perm.R | Perm.X).name, (Perm.R | Perm.X).value, Perm.RW.name, Perm(7), repr(Perm(7)), Perm)
p = Perm.R
p |= Perm.X
print(p, {Perm.R | Perm.W: 1}[Perm.RW], str(~Perm.NONE))


class Num(IntFlag):
    A = 1
    B = 2
    C = 8


print(Num.A | Num.B, repr(Num.A | Num.B), Num.A + 1, repr(Num(4)), repr(Num(5)), repr(~Num.A), Num.A | 16, repr(Num.A | 16), Num(0), repr(Num(0)), f"{Num.C}", Num.A == 1, list(Num(11)))


class Conform(Flag, boundary=CONFORM):
    A = 1
    B = 2


class Eject(Flag, boundary=EJECT):
    A = 1


class Keep(Flag, boundary=KEEP):
    A = 1


print(Conform(6), repr(Conform(4)), repr(Eject(4)), repr(Keep(5)), repr(~Conform.A))


class Days(Flag):
    SUN = 4
    MON = 1
    TUE = 2


print(list(Days), list(Days(7)), Days(7))
