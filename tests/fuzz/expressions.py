"""Expressions of random programs: what is in reach of a place (Scope), and text that should have a wanted kind."""

import random
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
MAX_COST = 6000  # statements that one call of a function may execute, roughly


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


class Expressions:
    """Lines of a program so far, and expressions for the next ones."""

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
