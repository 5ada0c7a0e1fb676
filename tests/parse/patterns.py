# Patterns of the match statement, and `match` and `case` as ordinary names.
match x:
    case 1: pass
    case -1: pass
    case 1.5 | -2j | 1 + 2j | -1 - 2j: pass
    case 'a' 'b' | b'c': pass
    case None | True | False: pass
    case a.b | a.b.c: pass
    case []: pass
    case [a]: pass
    case (a): pass
    case (a,): pass
    case (): pass
    case a, b: pass
    case a,: pass
    case *_, a: pass
    case [a, *rest, b]: pass
    case (a, *_): pass
    case {}: pass
    case {'k': v}: pass
    case {'k': v, 1: w, None: n, a.b: c, **rest}: pass
    case {-1: a, 1 + 1j: b,}: pass
    case {**rest}: pass
    case C(): pass
    case C(a, b.c, 1): pass
    case a.C(x=1, y=[z],): pass
    case C(a, k=b): pass
    case (1 | 2) as n: pass
    case [1 as a, (2 | 3) as b] as c: pass
    case str() | int() as s: pass
    case x if x > 1: pass
    case x if (y := x): pass
    case _: pass
match x, y:
    case a, b: pass
match *x, y:
    case _: pass
match x,:
    case _: pass
match (x):
    case _: pass
match [a, b]:
    case _: pass
match {a: b}:
    case _: pass
match -x:
    case _: pass
match not x:
    case _: pass
match lambda: x:
    case _: pass
match x.y(z)[0]:
    case _:
        match = 1
        case = 2
match = case = _ = 1
match(x)
match (x, y)
match[x]
match[x] = 1
match.x = case.y
match * x
match - x
match, case
match: int
match: int = 1
match if case else _
print(match, case, _)
match in case
match is case
match == 1
case(1)
_ = lambda match: case
def match(case, _=1): pass
class case: pass
