#!/usr/bin/env python3
"""Writes one random Python program, the same for the same seed: `generate.py SEED > program.py`.

The programs are made to catch typing that is unsound. Every variable, attribute, list and parameter has an *intended* kind, so that most
loops stay on the typed path for a while; then an *event* breaks the intention (another kind is stored, an attribute deleted, a property
set on a class, a function rebound, math.sqrt replaced, an int leaves 63 bits, an exception flies out of the loop). State is printed with
repr before, in between and after. In most programs events go ways that type inference does not follow (setattr, vars(), methods fetched
with getattr), so that code is made for what was intended and has to notice by itself.

Kept out, because CPython itself leaves it open or Trivium differs on purpose (tests/differences): identity of equal numbers and of NaN
(so no `==` and `in` on containers of floats), addresses in texts, order of sets, names of built-ins, calls of __del__.
Programs end: loops have bounds that their bodies cannot move, containers stop growing at 40 items, ints are cut back, and calls in loops
are allowed only while their estimated cost stays small.
"""

import random
import sys
from contextlib import contextmanager

INT, FLOAT, STR, BOOL, NONE = "int", "float", "str", "bool", "None"
LIST_INT, LIST_FLOAT, LIST_BOOL, LIST_ANY = "list int", "list float", "list bool", "list any"
DICT, TUPLE, ROWS = "dict", "tuple", "rows"
SCALARS = (INT, FLOAT, STR, BOOL, NONE)
LISTS = {LIST_INT: INT, LIST_FLOAT: FLOAT, LIST_BOOL: BOOL, LIST_ANY: None}

SMALL_INTS = ("0", "1", "-1", "2", "3", "5", "7", "-4", "10", "13")
LARGE_INTS = ("255", "-1000", "1000003", "2**31 - 1", "-2**31", "2**53", "2**53 + 1", "2**62 - 1", "2**62", "-2**62", "-2**62 - 1", "2**63 - 1",
              "2**63", "-2**63", "2**64", "3**40", "10**20")
SMALL_FLOATS = ("0.0", "-0.0", "0.5", "1.5", "-2.25", "3.0", "0.1", "10.0", "-7.0", "100.25")
LARGE_FLOATS = ("1e308", "-1e308", "5e-324", "1e16", "9007199254740992.0", "9.3e18", "-9223372036854775808.0", "INF", "-INF", "NAN", "math.pi", "4e9")
STRINGS = ('""', '"a"', '"bc"', '"xyz"', '"7"', '"é"', '"2.5"')
LIMITS = ("2**31", "2**62", "2**63", "2**64", "2**70")
CAUGHT = ("Exception", "(TypeError, ZeroDivisionError, AttributeError, IndexError, ValueError, OverflowError)", "ArithmeticError", "LookupError",
          "(TypeError, AttributeError)")
MAX_COST = 6000  # statements that one call of a function may execute, roughly

PROLOGUE = '''\
import math

INF = float("inf")
NAN = float("nan")
plain_sqrt, plain_floor = math.sqrt, math.floor


def desc(v):
    if isinstance(v, (list, tuple)):
        return type(v).__name__ + "(" + ", ".join([desc(x) for x in v[:12]]) + ")" + str(len(v))
    if isinstance(v, dict):
        return "{" + ", ".join([desc(k) + ": " + desc(x) for k, x in list(v.items())[:12]]) + "}"
    if isinstance(v, (int, float, str, bool, complex)) or v is None:
        return type(v).__name__[0] + repr(v)
    if isinstance(v, Base):
        return v.state()
    return type(v).__name__


def show(*values):
    print(*[desc(v) for v in values])


def push(items, value):
    if len(items) < 40:
        items.append(value)


def put(o, name, value):
    setattr(o, name, value)


def same(x):
    return x


class Base:
    shared = 0

    def state(self):
        names = getattr(self, "__dict__", None)
        if names is None:
            names = {n: getattr(self, n) for n in self.__slots__ if hasattr(self, n)}
        return type(self).__name__ + desc(names)


class Guard:
    def __init__(self, name):
        self.name = name
        self.count = 0.0

    def __enter__(self):
        self.count += 1.0
        return self

    def __exit__(self, kind, value, trace):
        self.count = self.count * 2.0 + 1
        print("exit", self.name, self.count, kind and kind.__name__)
        return kind is ZeroDivisionError
'''


# Objects whose end runs code (which nobody sees): loops are asked to run it, and go on where they were.
LITTER = '''

class Trash:
    count = 0

    def __init__(self):
        self.me = self

    def __del__(self):
        Trash.count += 1


trash = []


def litter():
    trash.append(Trash())
    if len(trash) > 3:
        trash.clear()
        gc.collect()
'''


class Scope:
    """Names that can be used where code is being written."""

    def __init__(self, name, is_module=False):
        self.name = name
        self.is_module = is_module
        self.variables = {}     # name -> intended kind
        self.fixed = set()      # names that must not be assigned: bounds of loops
        self.counters = []      # ints of the loops around, innermost last
        self.times = 1          # executions of this place in one call
        self.cost = 0           # statements executed in one call
        self.result = None      # kind that is returned
        self.is_generator = False
        self.loop_depth = 0
        self.callees = []       # functions that may be called


class Function:
    def __init__(self, name, params, result, cost, is_generator=False):
        self.name, self.params, self.result, self.cost, self.is_generator = name, params, result, cost, is_generator


class Class:
    def __init__(self, name, base):
        self.name = name
        self.base = base
        self.attributes = list(base.attributes) if base else []  # (name, kind) in order of the parameters of __init__
        self.extra = dict(base.extra) if base else {}            # set by __init__ itself
        self.methods = list(base.methods) if base else []
        self.has_slots = False


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.level = 0
        self.serial = 0
        self.classes = []
        self.functions = []
        self.rebinders = []
        self.globals = {}
        self.is_hidden = self.chance(0.6)
        self.wildness = self.choice((0.0, 0.0, 0.004) if self.is_hidden else (0.0, 0.01, 0.03, 0.08))
        self.eventfulness = self.random.choice((0.2, 0.5, 0.8))

    # ---- helpers

    def choice(self, items):
        return self.random.choice(items)

    def chance(self, probability):
        return self.random.random() < probability

    def fresh(self, prefix):
        self.serial += 1
        return f"{prefix}{self.serial}"

    def line(self, text):
        self.lines.append("    " * self.level + text)

    @contextmanager
    def block(self, header):
        self.line(header)
        self.level += 1
        mark = len(self.lines)
        yield
        if len(self.lines) == mark:
            self.line("pass")
        self.level -= 1

    @contextmanager
    def loop(self, scope, header, times, counter=None):
        before = scope.times
        with self.block(header):
            scope.times *= times
            scope.loop_depth += 1
            if counter:
                scope.counters.append(counter)
            yield
            if counter:
                scope.counters.pop()
            scope.loop_depth -= 1
            scope.times = before

    # ---- expressions

    def names(self, scope, kind):
        found = [n for n, k in scope.variables.items() if k == kind]
        if not scope.is_module:
            found += [n for n, k in self.globals.items() if k == kind and self.random.random() < 0.3]
        return found

    def objects(self, scope):
        return [(n, self.class_of(k)) for n, k in scope.variables.items() if k.startswith("object ")]

    def class_of(self, kind):
        return next(c for c in self.classes if c.name == kind.split()[1])

    def attribute(self, scope, kind):
        """An attribute of that kind of an object in reach, or None."""
        found = [f"{n}.{a}" for n, c in self.objects(scope) for a, k in [*c.attributes, *c.extra.items()] if k == kind]
        return self.choice(found) if found else None

    def other(self, kind):
        kinds = (INT, FLOAT, INT, FLOAT, INT, FLOAT, BOOL, BOOL, STR, NONE) if kind in (INT, FLOAT, BOOL) else (INT, FLOAT, STR, BOOL, NONE)
        return self.choice([k for k in kinds if k != kind])

    def expr(self, scope, kind, depth=2):
        if kind in SCALARS and scope.loop_depth and self.chance(self.wildness):
            kind = self.other(kind)
        if kind in SCALARS and depth > 0 and self.chance(0.08):
            call = self.call(scope, kind, depth - 1)
            if call and (scope.name != "module"):
                return call
        if kind == INT:
            return self.int_expr(scope, depth)
        if kind == FLOAT:
            return self.float_expr(scope, depth)
        if kind == BOOL:
            return self.bool_expr(scope, depth)
        if kind == STR:
            return self.str_expr(scope, depth)
        if kind == NONE:
            return "None"
        if kind in LISTS:
            return self.list_expr(scope, kind, depth)
        if kind == DICT:
            return "{" + ", ".join(f"{self.choice(STRINGS)}: {self.leaf(scope, self.choice((INT, FLOAT)))}" for _ in range(self.random.randrange(4))) + "}"
        if kind == ROWS:
            r = self.fresh("r")
            return self.choice((f"[[{self.leaf(scope, FLOAT)}] * 4 for {r} in range(3)]", f"[[{r} * 0.5, {self.leaf(scope, FLOAT)}, -{r}] for {r} in range(4)]",
                                f"[[0.0] * 3, [1.5] * 5, [{self.leaf(scope, FLOAT)}, {self.leaf(scope, INT)}]]", f"[[0.0] * 3] * 3"))
        if kind == TUPLE:
            return "(" + "".join(self.leaf(scope, self.choice((INT, FLOAT, STR))) + ", " for _ in range(self.random.randrange(1, 4))) + ")"
        if kind.startswith("list of "):
            cls = self.class_of("object " + kind.split()[2])
            subs = [c for c in self.classes if c is cls or c.base is cls]
            return "[" + ", ".join(self.make(scope, self.choice(subs)) for _ in range(self.random.randrange(1, 5))) + "]"
        cls = self.class_of(kind)
        known = [n for n, c in self.objects(scope) if c is cls]
        return self.choice(known) if known and self.chance(0.5) else self.make(scope, cls)

    def make(self, scope, cls):
        return f"{cls.name}({', '.join(self.leaf(scope, k if self.is_hidden or self.chance(0.9) else self.other(k)) for _, k in cls.attributes)})"

    def leaf(self, scope, kind):
        names = self.names(scope, kind)
        if names and self.chance(0.65):
            return self.choice(names)
        if kind in (INT, FLOAT, BOOL, STR) and self.chance(0.3):
            found = self.attribute(scope, kind)
            if found:
                return found
        if kind == INT:
            if scope.counters and self.chance(0.4):
                return self.choice(scope.counters)
            return self.choice(SMALL_INTS) if self.chance(0.85) else f"({self.choice(LARGE_INTS)})"
        if kind == FLOAT:
            return self.choice(SMALL_FLOATS) if self.chance(0.85) else self.choice(LARGE_FLOATS)
        if kind == BOOL:
            return self.choice(("True", "False"))
        if kind == STR:
            return self.choice(STRINGS)
        if kind == NONE:
            return "None"
        return self.expr(scope, kind, 0)

    def index(self, scope, items):
        pick = self.random.random()
        number = self.leaf(scope, INT)
        if scope.counters and self.chance(0.2):
            return scope.counters[-1] if self.chance(0.8) else f"{scope.counters[-1]} {self.choice('+-')} 1"
        if pick < 0.55:
            return f"{number} % len({items})"
        if pick < 0.7:
            return f"-({number} % (len({items}) or 1)) - 1"
        if pick < 0.85:
            return self.choice(("0", "-1", "1", "2", "-2"))
        return f"{number} & 3" if pick < 0.93 else number

    def item(self, scope, kind):
        rows = [n for n, k in scope.variables.items() if k == ROWS]
        if rows and kind == FLOAT and self.chance(0.5):
            n = self.choice(rows)
            row = f"{n}[{self.index(scope, n)}]"
            return f"{row}[{self.choice((self.index(scope, row), *scope.counters[-1:], '0', '1'))}]"
        table = [n for n, k in scope.variables.items() if k == DICT]
        if table and kind in (INT, FLOAT) and self.chance(0.2):
            return f"{self.choice(table)}[{self.choice(STRINGS)}]"
        lists = [n for n, k in scope.variables.items() if LISTS.get(k) == kind]
        if not lists:
            return None
        items = self.choice(lists)
        return f"{items}[{self.index(scope, items)}]"

    def conditional(self, scope, kind, depth):
        return f"({self.expr(scope, kind, depth)} if {self.expr(scope, BOOL, depth)} else {self.expr(scope, kind, depth)})"

    def int_expr(self, scope, depth):
        if depth <= 0:
            return self.leaf(scope, INT)
        a = self.expr(scope, INT, depth - 1)
        pick = self.random.randrange(24)
        if pick < 7:
            return f"({a} {self.choice('+-*')} {self.expr(scope, INT, depth - 1)})"
        if pick < 9:
            b = self.expr(scope, INT, depth - 1)
            return f"({a} {self.choice(('//', '%'))} {f'({b} or 3)' if self.chance(0.75) else b})"
        if pick < 11:
            return f"({a} {self.choice('&|^')} {self.expr(scope, INT, depth - 1)})"
        if pick < 13:
            return f"({a} {self.choice(('<<', '>>', '<<'))} ({self.expr(scope, INT, depth - 1)} & {self.choice(('3', '7', '31', '63'))}))"
        if pick == 13:
            return f"{self.choice(('-', '~', 'abs', '+'))}({a})"
        if pick == 14:
            lists = [n for n, k in scope.variables.items() if k in LISTS or k == STR]
            return f"len({self.choice(lists)})" if lists else a
        if pick < 17:
            return self.item(scope, INT) or a
        if pick < 19:
            return self.attribute(scope, INT) or a
        if pick == 19:
            return self.conditional(scope, INT, depth - 1)
        if pick == 20:
            return f"{self.choice(('min', 'max'))}({a}, {self.expr(scope, INT, depth - 1)})"
        if pick == 21:
            lists = self.names(scope, LIST_INT)
            return f"sum({self.choice(lists)})" if lists else a
        if pick == 22:
            f = self.expr(scope, FLOAT, depth - 1)
            return self.choice((f"int({f})", f"math.floor({f})", f"round({f})", f"int({f} > 1)"))
        return self.choice((f"({a}).bit_length()", f"divmod({a}, {self.leaf(scope, INT)} or 7)[1]", f"({a} + {self.expr(scope, BOOL, depth - 1)})",
                            f"pow({a}, 3, 1009)", f"({a}) ** 2"))

    def float_expr(self, scope, depth):
        if depth <= 0:
            return self.leaf(scope, FLOAT)
        a = self.expr(scope, FLOAT, depth - 1)
        b = self.expr(scope, FLOAT if self.chance(0.7) else INT, depth - 1)
        pick = self.random.randrange(22)
        if pick < 8:
            return f"({a} {self.choice('+-*')} {b})" if self.chance(0.8) else f"({b} {self.choice('+-*')} {a})"
        if pick < 10:
            return f"({a} {self.choice(('/', '//', '%', '/'))} {f'({b} or 1.5)' if self.chance(0.75) else b})"
        if pick == 10:
            return f"({a} ** {self.choice(('2', '2.0', '-1', '3', '0'))})" if self.chance(0.7) else f"(abs({a}) ** 0.5)"
        if pick == 11:
            return f"{self.choice(('-', 'abs', '+'))}({a})"
        if pick < 14:
            return self.item(scope, FLOAT) or a
        if pick < 16:
            return self.attribute(scope, FLOAT) or a
        if pick == 16:
            return self.conditional(scope, FLOAT, depth - 1)
        if pick < 19:
            f = self.choice(("sqrt", "sqrt", "floor", "fabs", "sin", "exp", "log", "ceil", "atan", "trunc", "cos"))
            return f"math.{f}({f'abs({a})' if f in ('sqrt', 'log') and self.chance(0.6) else a})"
        if pick == 19:
            return f"float({self.expr(scope, INT, depth - 1)})"
        if pick == 20:
            lists = self.names(scope, LIST_FLOAT)
            return f"{self.choice(('sum', 'min', 'max'))}({self.choice(lists)})" if lists else a
        return self.choice((f"min({a}, {b})", f"max({a}, {b})", f"round({a}, 2)", f"math.hypot({a}, {b})", f"math.atan2({a}, {b})", f"math.pow({a}, 2)",
                            f"divmod({a}, 0.75)[1]", f"math.copysign({a}, {b})"))

    def bool_expr(self, scope, depth):
        if depth <= 0:
            return self.leaf(scope, BOOL) if self.chance(0.3) else f"{self.leaf(scope, INT)} {self.choice(('<', '>=', '=='))} {self.leaf(scope, INT)}"
        pick = self.random.randrange(14)
        compare = self.choice(("<", "<=", "==", "!=", ">", ">="))
        if pick < 4:
            kind = self.choice((INT, FLOAT))
            return f"({self.expr(scope, kind, depth - 1)} {compare} {self.expr(scope, kind, depth - 1)})"
        if pick < 6:
            return f"({self.expr(scope, INT, depth - 1)} {compare} {self.expr(scope, FLOAT, depth - 1)})"
        if pick == 6:
            return f"({self.leaf(scope, INT)} < {self.leaf(scope, INT)} <= {self.leaf(scope, FLOAT)})"
        if pick == 7:
            return f"(not {self.expr(scope, self.choice((BOOL, INT, FLOAT)), depth - 1)})"
        if pick == 8:
            return f"({self.expr(scope, BOOL, depth - 1)} {self.choice(('and', 'or'))} {self.expr(scope, BOOL, depth - 1)})"
        if pick == 9:
            names = [n for n, k in scope.variables.items() if k in SCALARS]
            return f"({self.choice(names)} {self.choice(('is', 'is not'))} None)" if names else "True"
        if pick == 10:
            return f"isinstance({self.leaf(scope, self.choice((INT, FLOAT, BOOL)))}, {self.choice(('int', 'float', 'bool'))})"
        if pick == 11:
            return f"({self.leaf(scope, STR)} {compare} {self.leaf(scope, STR)})"
        if pick == 12:
            lists = self.names(scope, LIST_INT)
            return f"({self.choice(SMALL_INTS)} in {self.choice(lists)})" if lists else "True"
        names = [n for n, k in scope.variables.items() if k in (INT, FLOAT, STR)]
        if names and self.chance(0.3):
            n = self.choice(names)
            return f"({n} != {n} or same({n}) is {n})"  # not of NaN: see tests/differences/equal_floats_are_identical.py
        return self.item(scope, BOOL) or self.attribute(scope, BOOL) or f"bool({self.leaf(scope, FLOAT)})"

    def str_expr(self, scope, depth):
        if depth <= 0:
            return self.leaf(scope, STR)
        s = self.expr(scope, STR, depth - 1)
        s = s if s.isidentifier() or s.startswith('"') else f"({s})"
        n = self.leaf(scope, INT)
        return self.choice((f"({s} + {self.choice(STRINGS)})[-8:]", f"str({n})[:6]", f"repr({self.leaf(scope, FLOAT)})", f"{s}[{self.choice(SMALL_INTS)}:]",
                            f"{s}.upper()", f"{self.choice(STRINGS)} * ({n} & 3)", f"f\"{{{self.leaf(scope, FLOAT)}:.3f}}\"", f"{s}[::-1]",
                            f"{s}.replace(\"a\", \"bc\")[:8]", f"\"%s|%r\" % ({n}, {self.leaf(scope, FLOAT)})"))

    def list_expr(self, scope, kind, depth):
        item = LISTS[kind] or self.choice(SCALARS)
        names = self.names(scope, kind)
        pick = self.random.randrange(9) if depth > 0 else 0
        if names and pick in (1, 2):
            n = self.choice(names)
            return self.choice((f"{n}[:]", f"{n}[1:]", f"{n}[::-1]", f"{n}[::2]", f"{n}[-3:]", f"({n} + {self.choice(names)})[:20]", f"({n} * 2)[:20]",
                                f"list({n})", f"{n}.copy()", f"sorted({n})" if kind in (LIST_INT, LIST_BOOL) else f"list(reversed({n}))"))
        if names and pick == 3:
            return self.choice(names)
        if pick == 4:
            return f"[{self.leaf(scope, item)}] * {self.choice(('0', '3', '5'))}"
        if pick == 5 and kind == LIST_INT:
            return f"list(range({self.choice(('3', '5', '8'))}))"
        if pick in (5, 6) and LISTS[kind]:
            v = self.fresh("c")
            body = {INT: f"{v} * {v} - 3", FLOAT: f"{v} * 0.5", BOOL: f"{v} % 2 == 0"}[item]
            return f"[{body} for {v} in range({self.choice(('4', '7'))})]"
        count = self.random.randrange(1, 7) if self.chance(0.93) else 0
        return "[" + ", ".join(self.leaf(scope, item if LISTS[kind] else self.choice(SCALARS)) for _ in range(count)) + "]"

    def call(self, scope, kind, depth):
        found = [f for f in scope.callees if f.result == kind and not f.is_generator and scope.times * f.cost < MAX_COST]
        methods = [(n, m) for n, c in self.objects(scope) for m in c.methods if m.result == kind and scope.times * m.cost < MAX_COST]
        if methods and self.chance(0.5):
            n, m = self.choice(methods)
            scope.cost += scope.times * m.cost
            return f"{n}.{m.name}({self.arguments(scope, m, -1)})"
        if not found:
            return None
        f = self.choice(found)
        scope.cost += scope.times * f.cost
        return f"{f.name}({self.arguments(scope, f, depth)})"

    def arguments(self, scope, function, depth=1):
        out, needs_name = [], False
        for name, kind, default in function.params:
            if default is not None and self.chance(0.4):
                needs_name = True
                continue
            kind = kind if self.is_hidden or self.chance(0.92) else self.other(kind)
            value = self.expr(scope, kind, min(depth, 1)) if depth >= 0 else self.plain(scope, kind)
            out.append(f"{name}={value}" if needs_name or (default is not None and self.chance(0.2)) else value)
            needs_name |= "=" in out[-1] and out[-1].startswith(name + "=")
        return ", ".join(out)

    def plain(self, scope, kind):
        """Something whose evaluation raises nothing."""
        names = [n for n, k in scope.variables.items() if k == kind]
        return self.choice(names) if names else self.choice(SMALL_INTS) if kind not in SCALARS else self.constant(kind)

    # ---- statements

    def targets(self, scope, kind):
        found = [n for n, k in scope.variables.items() if k == kind and n not in scope.fixed]
        attribute = self.attribute(scope, kind)
        if attribute and self.chance(0.6):
            found.append(attribute)
        item = self.item(scope, kind)
        if item and self.chance(0.5):
            found.append(item)
        return found

    def assign(self, scope):
        kind = self.choice((INT, INT, INT, FLOAT, FLOAT, FLOAT, BOOL, STR))
        targets = self.targets(scope, kind)
        if not targets:
            return
        target = self.choice(targets)
        if kind in (INT, FLOAT) and self.chance(0.35):
            op = self.choice(("+=", "-=", "+=", "*=") if kind == FLOAT else ("+=", "-=", "^=", "|=", "+=", "&=", "*=", ">>=", "//="))
            value = self.expr(scope, kind if self.chance(0.9) else FLOAT, 1)
            self.line(f"{target} {op} {f'({value} & 7)' if op == '>>=' else f'({value} or 1)' if op == '//=' else value}")
        else:
            self.line(f"{target} = {self.expr(scope, kind)}")
        if kind == INT:
            limit = self.choice(LIMITS)
            self.line(f"if not -{limit} < {target} < {limit}: {target} = {self.choice((f'{target} % 9973 - 100', '0', f'{target} & 0xFFFF', '1'))}")

    def exchange(self, scope):
        """Several variables at once."""
        kinds = (INT, FLOAT) if self.chance(0.3) else (self.choice((INT, FLOAT, LIST_FLOAT, STR)),)
        names = [n for n, k in scope.variables.items() if k in kinds and n not in scope.fixed]
        if len(names) < 2:
            return
        names = self.random.sample(names, min(len(names), self.choice((2, 2, 3))))
        self.line(f"{', '.join(names)} = {', '.join(names[1:] + names[:1])}")

    def dict_statement(self, scope):
        names = self.names(scope, DICT)
        if not names:
            return self.assign(scope)
        n, key = self.choice(names), self.choice((*STRINGS, self.leaf(scope, INT)))
        kind = self.choice((INT, FLOAT))
        self.line(f"value = {self.expr(scope, kind, 1)}")
        self.line(f"if len({n}) < 40: {n}[{key}] = " + self.choice(("value", f"{n}.get({key}, 0) + 1", "value", "[value]", f"{n}.pop({key}, value)")))
        v = self.choice([n for n, k in scope.variables.items() if k in (INT, FLOAT)] or ["value"])
        if v not in scope.fixed:
            self.line(self.choice((f"{v} = len({n})", f"for key, value in {n}.items(): {v} = value", f"{v} = sum([x for x in {n}.values() if isinstance(x, float)])",
                                   f"{v} = {n}.get({self.choice(STRINGS)}, {self.constant(kind)})")))

    def list_statement(self, scope):
        lists = [(n, k) for n, k in scope.variables.items() if k in LISTS]
        if not lists:
            return
        n, kind = self.choice(lists)
        item = LISTS[kind] or self.choice(SCALARS)
        pick = self.random.randrange(13)
        value = self.expr(scope, item, 1)
        if pick < 3 or pick in (7, 9):
            # Not among the arguments of a method: see tests/differences/missing_method_after_argument.py.
            self.line(f"value = {value}")
            value = "value"
        if pick < 3:
            self.line(f"if len({n}) < 40: {n}.append({value})")
        elif pick == 3:
            self.line(f"push({n}, {value})")
        elif pick < 7:
            self.line(f"{n}[{self.index(scope, n)}] = {value}")
        elif pick == 7:
            self.line(f"if {n}: {self.choice((f'show({n}.pop())', f'{n}.pop(0)', f'del {n}[-1]', f'{n}.pop({self.choice(SMALL_INTS)})'))}")
        elif pick == 8:
            self.line(f"{n}[{self.choice(('1:2', ':1', '1:', '2:4', '-1:'))}] = {self.expr(scope, kind, 0)}[:4]")
            self.line(f"del {n}[40:]")
        elif pick == 9:
            self.line(self.choice((f"{n}.reverse()", f"{n}.insert(1, {value})", f"{n} = {n}[:]", f"{n}.extend([{value}])", f"{n} += [{value}]")))
            self.line(f"del {n}[40:]")
        elif pick == 10 and kind == LIST_INT:
            self.line(f"{n}.sort()")
        elif pick == 11:
            alias = [m for m, k in lists if k == kind]
            self.line(f"{n} = {self.choice(alias)}")
        else:
            self.line(f"{n} = {self.expr(scope, kind)}")

    def event(self, scope):
        """Something that a typed loop did not expect."""
        if self.is_hidden and self.chance(0.85):
            return self.hidden_event(scope)
        lists = [n for n, k in scope.variables.items() if k in LISTS]
        objects = self.objects(scope)
        names = [(n, k) for n, k in scope.variables.items() if k in SCALARS and n not in scope.fixed]
        pick = self.random.randrange(17)
        if pick < 4 and lists:
            n = self.choice(lists)
            value = self.leaf(scope, self.choice(SCALARS))
            self.line(self.choice((f"push({n}, {value})", f"{n}[{self.index(scope, n)}] = {value}", f"{n}[:1] = [{value}]", f"{n}[0:0] = [{value}]",
                                   f"same({n})[-1] = {value}", f"{n}[-1] = {value}", f"{n}.clear()", f"del {n}[:2]")))
        elif pick < 9 and objects:
            n, cls = self.choice(objects)
            a, kind = self.choice([*cls.attributes, *cls.extra.items(), ("late", INT)])
            value = self.leaf(scope, self.other(kind))
            self.line(self.choice((f"{n}.{a} = {value}", f"put({n}, \"{a}\", {value})", f"del {n}.{a}", f"{cls.name}.{a} = {value}",
                                   f"{cls.name}.{a} = property(lambda self: {self.leaf(scope, kind) if scope.is_module else self.choice(SMALL_FLOATS)})",
                                   f"{cls.name}.{a} = property(lambda self: self.hidden, lambda self, v: put(self, \"hidden\", v))",
                                   f"{n}.late{self.random.randrange(3)} = {value}", f"{n} = {self.make(scope, self.choice(self.classes))}",
                                   f"vars({n})[\"{a}\"] = {value}", f"{n}.{a} = {value}")))
        elif pick == 9 and objects:
            n, cls = self.choice(objects)
            if cls.methods:
                m = self.choice(cls.methods)
                self.line(f"{cls.name}.{m.name} = lambda self, *args, **named: {self.choice(SMALL_INTS + SMALL_FLOATS)}")
        elif pick == 10:
            self.line(self.choice(("math.sqrt = lambda x: 2", "math.sqrt = abs", "math.floor = lambda x: x", "math.sqrt = plain_sqrt", "math.floor = plain_floor",
                                   "math.sqrt = lambda x: x * 0.5")))
        elif pick == 11 and self.rebinders:
            self.line(f"{self.choice(self.rebinders)}()")
        elif pick < 15 and names:
            n, kind = self.choice(names)
            self.line(f"{n} = {self.leaf(scope, self.other(kind))}")
        elif pick == 15:
            self.line(self.choice(("raise ValueError(\"event\")", "1 // 0", "[][0]") if self.chance(0.3) else (("break", "continue") if scope.loop_depth else ("pass",))))
        else:
            self.show(scope)

    def hidden_event(self, scope):
        """The same in a way that inference does not see, so that it goes on to expect what was intended."""
        lists = [(n, k) for n, k in scope.variables.items() if LISTS.get(k)]
        objects = self.objects(scope)
        rows = self.names(scope, ROWS)
        pick = self.random.randrange(10)
        if pick < 4 and (lists or rows):
            n, kind = self.choice(lists) if lists and (not rows or self.chance(0.7)) else (f"{self.choice(rows)}[0]", LIST_FLOAT)
            value = self.constant(self.other(LISTS[kind]))
            self.line(self.choice((f"if len({n}) < 40: getattr({n}, \"append\")({value})", f"getattr({n}, \"__setitem__\")(0, {value})", f"getattr({n}, \"__setitem__\")(-1, {value})",
                                   f"getattr({n}, \"clear\")()", f"getattr({n}, \"pop\")()", f"getattr({n}, \"extend\")([{value}] * 2)",
                                   f"getattr({n}, \"insert\")(0, {value})", f"getattr({n}, \"reverse\")()")))
            if "extend" in self.lines[-1] or "insert" in self.lines[-1]:
                self.line(f"del {n}[40:]")
        elif pick < 8 and objects:
            n, cls = self.choice(objects)
            a, kind = self.choice([*cls.attributes, *cls.extra.items()])
            value = self.constant(self.other(kind))
            self.line(self.choice((f"put({n}, \"{a}\", {value})", f"put({n}, \"{a}\", {value})", f"vars({n})[\"{a}\"] = {value}", f"del {n}.{a}",
                                   f"put({cls.name}, \"{a}\", property(lambda self: {value}))", f"vars({n}).pop(\"{a}\", None)", f"put({n}, \"late\", {value})",
                                   f"put({n}, \"__class__\", {self.choice(self.classes).name})")))
        elif pick == 8:
            plain = [f for f in self.functions if not f.is_generator and f.params and scope.times * f.cost < MAX_COST and (f in scope.callees)]
            if plain:
                f = self.choice(plain)
                scope.cost += scope.times * f.cost
                values = [self.constant(self.other(k)) if k in SCALARS else "None" if self.chance(0.1) else self.plain(scope, k) for _, k, _ in f.params]
                self.line(f"show(globals()[\"{f.name}\"]({', '.join(values)}))")
        else:
            self.line(self.choice(("put(math, \"sqrt\", lambda x: 2)", "put(math, \"sqrt\", plain_sqrt)", "put(math, \"floor\", abs)", "put(math, \"sin\", lambda x: None)",
                                   "put(math, \"sqrt\", lambda x: x * 0.5)", *[f"{r}()" for r in self.rebinders])))

    def show(self, scope):
        values = self.random.sample(list(scope.variables), min(len(scope.variables), self.random.randrange(1, 6)))
        self.line(f"show({', '.join(['%r' % scope.name] + values)})")

    def condition(self, scope):
        if scope.counters and self.chance(0.75):
            return f"{scope.counters[-1]} {self.choice(('==', '==', '>='))} {self.random.randrange(1, 12)}"
        return self.expr(scope, BOOL, 1)

    def statements(self, scope, count, depth):
        for _ in range(count):
            self.statement(scope, depth)

    def statement(self, scope, depth):
        scope.cost += scope.times
        if self.has_litter and scope.loop_depth and scope.times < 60 and self.chance(0.08):
            self.line("litter()")
        pick = self.random.randrange(30)
        if pick < 11:
            self.assign(scope)
        elif pick < 15:
            self.list_statement(scope)
        elif pick < 18 and depth > 0:
            self.loop_statement(scope, depth)
        elif pick < 20 and depth > 0:
            with self.block(f"if {self.expr(scope, BOOL, 2)}:"):
                self.statements(scope, self.random.randrange(1, 3), depth - 1)
            if self.chance(0.5):
                with self.block("else:"):
                    self.statements(scope, self.random.randrange(1, 3), depth - 1)
        elif pick < 23:
            if self.chance(self.eventfulness):
                if not scope.loop_depth and self.chance(0.8):
                    return self.loop_statement(scope, max(depth, 1))
                with self.block(f"if {self.condition(scope)}:"):
                    self.event(scope)
        elif pick < 25 and depth > 0 or scope.loop_depth and scope.loop_depth < 2 and self.chance(0.15):
            self.guarded(scope, depth)
        elif pick == 25:
            if scope.is_generator:
                self.line(f"yield {self.expr(scope, scope.result, 1)}")
            elif scope.loop_depth and not scope.is_module and self.chance(0.3):
                self.line(f"if {self.condition(scope)}: return {self.expr(scope, scope.result, 1)}")
        elif pick == 26 and scope.loop_depth:
            self.line(f"if {self.condition(scope)}: {self.choice(('break', 'continue'))}")
        elif pick == 27 and scope.times < 30:
            self.show(scope)
        elif pick == 28 and self.chance(0.5):
            self.choice((self.exchange, self.exchange, self.dict_statement))(scope)
        elif pick == 28 and depth > 0 and not scope.is_module and scope.times < 10:
            self.closure(scope)
        else:
            self.object_statement(scope)

    def object_statement(self, scope):
        objects = self.objects(scope)
        if not objects:
            return self.assign(scope)
        n, cls = self.choice(objects)
        a, kind = self.choice([*cls.attributes, *cls.extra.items()])
        if kind == FLOAT and self.chance(0.6):
            self.line(f"{n}.{a} {self.choice(('+=', '-=', '*='))} {self.expr(scope, FLOAT, 1)}")
        elif kind == INT and self.chance(0.6):
            self.line(f"{n}.{a} += {self.expr(scope, INT, 1)}")
            self.line(f"if {n}.{a} > 2**64: {n}.{a} = -3")
        else:
            self.line(f"{n}.{a} = {self.expr(scope, kind, 1)}")

    def guarded(self, scope, depth):
        pick = self.random.randrange(4)
        if pick == 0:
            with self.block(f"with Guard({self.fresh('g')!r}) as guard:"):
                self.statements(scope, 2, depth - 1)
            return
        with self.block("try:"):
            self.statements(scope, self.random.randrange(1, 4), depth - 1)
        if pick != 1:
            with self.block(f"except {self.choice(CAUGHT)} as error:"):
                self.line("print(type(error).__name__, error)")
                self.show(scope)
        if pick != 2:
            with self.block("finally:"):
                self.statements(scope, 1, 0)
                if scope.times < 30:
                    self.show(scope)

    def loop_statement(self, scope, depth):
        outer = scope.loop_depth == 0
        times = self.random.randrange(6, 30) if outer else self.random.randrange(2, 7)
        if scope.times * times > 400:
            return
        pick = self.random.randrange(12)
        body = self.random.randrange(2, 5)
        if pick < 5:
            v = self.fresh("i")
            n = str(times) if self.chance(0.7) else f"({self.leaf(scope, INT)} % {times})"
            header = self.choice((f"range({n})", f"range(1, {n})", f"range({n}, -2, -1)", f"range(-3, {n}, 2)", f"range({n}, 0, -3)", f"range(0, {n}, {self.choice(('1', '2', '-1', '0', '7'))})",
                                  f"range(2**62 - 3, 2**62 + {times})", f"range(-2**63 + 2, -2**63 - 4, -1)", f"range({n})", f"range({n})", f"range(2**63 - 4, 2**63 + 5, 3)"))
            lists = [x for x, k in scope.variables.items() if k in LISTS]
            if lists and self.chance(0.4):
                header = self.choice(("range(len({}))", "range(len({}))", "range(len({}) - 1, -1, -1)", "range(1, len({}))", "range(0, len({}), 2)")).format(self.choice(lists))
            with self.loop(scope, f"for {v} in {header}:", times, v):
                self.statements(scope, body, depth - 1)
                if self.chance(0.15):
                    self.line(f"{v} {self.choice(('+= 1', '*= 2.0', '= None', '-= 3'))}")
            if self.chance(0.15):
                with self.block("else:"):
                    self.statements(scope, 1, 0)
            if self.chance(0.3):
                self.line(f"show({v})")
        elif pick < 8:
            lists = [(n, k) for n, k in scope.variables.items() if k in LISTS]
            if not lists:
                return
            n, kind = self.choice(lists)
            v, c = self.fresh("x"), self.fresh("k")
            item = LISTS[kind] or INT
            self.line(f"{c} = 0")
            header = self.choice((f"{v} in {n}", f"{v} in {n}", f"{v} in {n}", f"{v} in reversed({n})", f"{v} in {n}[:]", f"{v} in list({n})"))
            with self.loop(scope, f"for {header}:", 12, c):
                self.line(f"{c} += 1")
                self.line(f"if {c} > 60: break")
                before = scope.variables.get(v)
                scope.variables[v] = item
                self.statements(scope, body, depth - 1)
                if before is None:
                    del scope.variables[v]
        elif pick == 8:
            lists = [(n, k) for n, k in scope.variables.items() if k in LISTS]
            if len(lists) < 2:
                return
            (n, kind), (m, other) = self.choice(lists), self.choice(lists)
            v, w, c = self.fresh("x"), self.fresh("y"), self.fresh("k")
            header, counter = ((f"{c}, {v} in enumerate({n}[:{times}])", c) if self.chance(0.6) else (f"{v}, {w} in zip({n}[:], {m})", None))
            with self.loop(scope, f"for {header}:", times, counter):
                scope.variables[v] = LISTS[kind] or INT
                if not counter:
                    scope.variables[w] = LISTS[other] or INT
                self.statements(scope, body, depth - 1)
                del scope.variables[v]
                scope.variables.pop(w, None)
        elif pick == 9:
            generators = [f for f in scope.callees if f.is_generator and scope.times * f.cost < MAX_COST]
            if not generators:
                return
            f = self.choice(generators)
            scope.cost += scope.times * f.cost
            v = self.fresh("x")
            with self.loop(scope, f"for {v} in {f.name}({self.arguments(scope, f)}):", times):
                scope.variables[v] = f.result
                self.statements(scope, body - 1, depth - 1)
                del scope.variables[v]
        elif pick == 10:
            lists = [(n, k) for n, k in scope.variables.items() if k.startswith("list of ")]
            if not lists:
                return
            n, kind = self.choice(lists)
            v = self.fresh("o")
            with self.loop(scope, f"for {v} in {n}:", 4):
                scope.variables[v] = "object " + kind.split()[2]
                self.object_statement(scope)
                self.statements(scope, body, depth - 1)
                self.object_statement(scope)
                del scope.variables[v]
        else:
            w = self.fresh("w")
            self.line(f"{w} = {self.choice(('0', '0', '-5'))}")
            with self.loop(scope, f"while {w} < {times}{f' and {self.expr(scope, BOOL, 1)}' if self.chance(0.3) else ''}:", times + 5, w):
                self.line(f"{w} += {self.choice(('1', '1', '2', '3'))}")
                self.statements(scope, body, depth - 1)

    def closure(self, scope):
        names = [n for n, k in scope.variables.items() if k in (INT, FLOAT) and n in scope.locals]
        if not names:
            return
        n = self.choice(names)
        inner = self.fresh("inner")
        kind = scope.variables[n]
        with self.block(f"def {inner}(step={self.choice(SMALL_INTS + SMALL_FLOATS)}):"):
            self.line(f"nonlocal {n}")
            self.line(f"{n} = {n} {self.choice('+-*')} step")
            if kind == INT:
                self.line(f"if {n} > 2**66: {n} = 1")
            if self.chance(0.2):
                self.line(f"if {n} > 50: {n} = {self.choice(('0.5', 'None', '7', 'True'))}")
            self.line(f"return {n}")
        v = self.fresh("i")
        with self.loop(scope, f"for {v} in range({self.random.randrange(3, 15)}):", 9, v):
            self.line(f"{inner}({self.choice(('', '', '1', '0.5', v, f'step={v}'))})")
            self.statements(scope, 2, 0)
        self.line(f"show({inner}(), {n})")

    # ---- definitions

    def define_class(self):
        base = self.choice(self.classes) if self.classes and self.chance(0.6) else None
        if base and base.has_slots and self.chance(0.5):
            base = None
        cls = Class(f"C{len(self.classes)}", base)
        own = [(f"{self.choice('abcd')}{len(self.classes)}", self.choice((FLOAT, FLOAT, FLOAT, INT, INT, STR, BOOL))) for _ in range(self.random.randrange(1, 4))]
        own = list({n: (n, k) for n, k in own}.values())
        shuffle = base and self.chance(0.25)
        cls.attributes += own
        extra = {f"e{len(self.classes)}": self.choice((FLOAT, INT, NONE))} if self.chance(0.5) else {}
        cls.extra.update(extra)
        self.line("")
        self.line("")
        with self.block(f"class {cls.name}({base.name if base else 'Base'}):"):
            if not base and self.chance(0.15):
                cls.has_slots = True
                slots = [n for n, _ in own] + list(extra) + ["hidden"] * self.chance(0.5)
                self.line(f"__slots__ = {tuple(slots)!r}")
            with self.block(f"def __init__(self, {', '.join(n for n, _ in cls.attributes)}):"):
                calls = [f"super().__init__({', '.join(n for n, _ in base.attributes)})" if self.chance(0.7) else
                         f"{base.name}.__init__(self, {', '.join(n for n, _ in base.attributes)})"] if base else []
                stores = [f"self.{n} = {n}" for n, _ in own]
                stores += [f"self.{n} = {self.constant(k)}" for n, k in extra.items()]
                if self.chance(0.2):
                    stores.append(f"if {own[0][0]}: self.maybe = {self.choice(('1', '2.5', own[0][0]))}")
                if self.chance(0.3):
                    self.random.shuffle(stores)
                for text in stores + calls if shuffle else calls + stores:
                    self.line(text)
            self.classes.append(cls)
            for _ in range(self.random.randrange(0, 3)):
                self.define_method(cls)
            if self.chance(0.2):
                a, kind = self.choice(cls.attributes)
                name = f"p{len(self.classes)}"
                self.line("")
                self.line("@property")
                with self.block(f"def {name}(self):"):
                    self.line(f"return self.{a}")

    def constant(self, kind):
        return {INT: self.choice(SMALL_INTS), FLOAT: self.choice(SMALL_FLOATS), STR: self.choice(STRINGS), BOOL: "True", NONE: "None"}[kind]

    def define_method(self, cls):
        name = self.choice([m.name for m in cls.methods]) if cls.methods and self.chance(0.4) else f"m{len(self.classes)}{self.choice('xyz')}"
        earlier = next((m for m in cls.methods if m.name == name), None)
        function = earlier or Function(name, self.parameters(2), self.choice((FLOAT, FLOAT, INT, BOOL)), 0)
        self.line("")
        cost = self.body(function, cls=cls)
        function.cost = max(function.cost, cost)
        if not earlier:
            cls.methods = [*cls.methods, function]

    def parameters(self, limit):
        kinds = [INT, INT, FLOAT, FLOAT, STR, BOOL, LIST_INT, LIST_FLOAT, LIST_ANY, LIST_BOOL]
        if self.classes:
            kinds += ["object " + self.choice(self.classes).name] * 3 + ["list of " + self.choice(self.classes).name]
        params, defaulted = [], False
        for k in range(self.random.randrange(0, limit + 1)):
            kind = self.choice(kinds)
            default = self.constant(kind) if kind in SCALARS and (defaulted or self.chance(0.25)) else None
            if defaulted and default is None:
                kind, default = INT, "3"
            defaulted |= default is not None
            params.append((f"p{k}", kind, default))
        return params

    def body(self, function, cls=None):
        """Writes a def; returns its cost."""
        scope = Scope(function.name)
        scope.result = function.result
        scope.is_generator = function.is_generator
        scope.callees = [] if cls else [f for f in self.functions if f.cost < 300]
        params = [f"{n}={d}" if d is not None else n for n, _, d in function.params]
        with self.block(f"def {function.name}({', '.join((['self'] if cls else []) + params)}):"):
            if cls:
                scope.variables["self"] = "object " + cls.name
            shared = self.choice(list(self.globals)) if self.globals and not cls and self.chance(0.4) else None
            if shared and not self.globals[shared].startswith(("object", "list of")):
                self.line(f"global {shared}")
                scope.variables[shared] = self.globals[shared]
            for n, kind, _ in function.params:
                scope.variables[n] = kind
            if not cls or self.chance(0.3):
                for _ in range(self.random.randrange(1, 5)):
                    self.define_variable(scope)
            scope.locals = [n for n in scope.variables if n != "self" and n not in self.globals]
            big = 2 if cls else 5
            self.statements(scope, self.random.randrange(1, big), 2 if cls else 3)
            if not cls:
                self.loop_statement(scope, 3)
                self.statements(scope, self.random.randrange(1, 3), 2)
                self.show(scope)
            if function.is_generator:
                v = self.fresh("i")
                with self.loop(scope, f"for {v} in range({self.random.randrange(2, 9)}):", 6, v):
                    self.statements(scope, 1, 0)
                    self.line(f"yield {self.expr(scope, function.result, 1)}")
            else:
                self.line(f"return {self.expr(scope, function.result, 2)}")
        return scope.cost + 1

    def define_variable(self, scope, prefix="v"):
        kind = self.choice((INT, INT, INT, FLOAT, FLOAT, FLOAT, STR, BOOL, LIST_INT, LIST_FLOAT, LIST_FLOAT, LIST_ANY, LIST_BOOL, DICT, TUPLE, ROWS))
        if self.classes and self.chance(0.3):
            kind = self.choice(("object ", "object ", "list of ")) + self.choice(self.classes).name
        name = self.fresh(prefix)
        self.line(f"{name} = {self.expr(scope, kind, 1)}")
        scope.variables[name] = kind
        return name, kind

    def define_function(self):
        is_generator = self.chance(0.2)
        name = f"{'gen' if is_generator else 'f'}{len(self.functions)}"
        function = Function(name, self.parameters(3), self.choice((INT, INT, FLOAT, FLOAT, BOOL, STR)), 0, is_generator)
        self.line("")
        self.line("")
        function.cost = self.body(function)
        if not is_generator and self.chance(0.4):
            self.line("")
            self.line("")
            twin = Function(name + "_other", function.params, function.result if self.chance(0.6) else self.other(function.result), 0)
            cost = self.body(twin)
            function.cost = max(function.cost, cost)
            self.line("")
            self.line("")
            with self.block(f"def rebind_{name}():"):
                self.line(f"global {name}")
                self.line(f"{name} = {name}_other")
            self.rebinders.append(f"rebind_{name}")
        self.functions.append(function)

    def define_recursion(self):
        """A function that calls itself, with kinds that change on the way down."""
        name = self.fresh("deep")
        kind = self.choice((INT, FLOAT))
        scope = Scope(name)
        scope.variables = {"n": INT, "acc": kind}
        self.line("")
        self.line("")
        with self.block(f"def {name}(n, acc={self.constant(kind)}):"):
            self.line(f"if n <= 0: return {self.expr(scope, kind, 1)}")
            self.line(f"if n == {self.random.randrange(3, 9)}: return {name}(n - 1, {self.leaf(scope, self.other(kind))})")
            operation = self.choice((f"acc + {self.leaf(scope, kind)}", f"acc * 3", "acc + n", "acc - n * 0.5"))
            self.line(f"return {name}(n - 1, {operation}){self.choice(('', '', ' + 1', ' * 2', ' + n'))}")
        self.functions.append(Function(name, [("n", "count", None), ("acc", kind, self.constant(kind))], kind, 10 ** 9))
        return name, kind

    def main(self):
        scope = Scope("main", is_module=True)
        scope.variables = dict(self.globals)
        scope.callees = self.functions
        for _ in range(self.random.randrange(1, 4)):
            self.define_variable(scope, "g")
        scope.locals = []
        for function in self.functions * 2:
            if function.cost >= 10 ** 9:
                continue
            with self.block("try:"):
                call = f"{function.name}({self.arguments(scope, function)})"
                if function.is_generator:
                    call = f"list({call})"
                if self.chance(0.3) and not function.is_generator and function.cost < 200:
                    v = self.fresh("i")
                    with self.loop(scope, f"for {v} in range({self.random.randrange(2, 8)}):", 8, v):
                        self.line(f"show({function.name}({self.arguments(scope, function)}))")
                else:
                    self.line(f"show({call})")
            with self.block("except Exception as error:"):
                self.line("print(type(error).__name__, error)")
            if self.chance(0.4):
                self.show(scope)
        for name, kind in self.recursive:
            with self.block("try:"):
                for n in (2, 12, 45):
                    self.line(f"show({name}({n}{', ' + self.leaf(scope, kind) if self.chance(0.6) else ''}))")
            with self.block("except Exception as error:"):
                self.line("print(type(error).__name__, error)")
        for _ in range(2):
            with self.block("try:"):
                self.statements(scope, 3, 3)
            with self.block("except Exception as error:"):
                self.line("print(type(error).__name__, error)")
            self.show(scope)
        if self.chance(0.3):
            self.statements(scope, 3, 2)
        self.line(f"show({', '.join(scope.variables)})")

    def program(self):
        self.has_litter = self.chance(0.15)
        if self.has_litter:
            self.line("import gc")
        for text in PROLOGUE.splitlines() + LITTER.splitlines() * self.has_litter:
            self.line(text)
        for _ in range(self.random.randrange(1, 4)):
            self.define_class()
        self.line("")
        self.line("")
        scope = Scope("module", is_module=True)
        for _ in range(self.random.randrange(2, 5)):
            name, kind = self.define_variable(scope, "G")
            self.globals[name] = kind
        for _ in range(self.random.randrange(2, 5)):
            self.define_function()
        self.recursive = [self.define_recursion() for _ in range(self.chance(0.5))]
        self.line("")
        self.line("")
        self.main()
        return "\n".join(self.lines) + "\n"


def program(seed):
    return Generator(seed).program()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: generate.py SEED")
    sys.stdout.write(program(int(sys.argv[1])))
