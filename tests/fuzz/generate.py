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

import sys

from expressions import BOOL, DICT, FLOAT, INT, LIST_ANY, LIST_BOOL, LIST_FLOAT, LIST_INT, LISTS, MAX_COST, NONE, ROWS, SCALARS, SMALL_FLOATS, SMALL_INTS
from expressions import STR, STRINGS, TUPLE, Class, Expressions, Function, Scope
from prologue import LITTER, PROLOGUE

LIMITS = ("2**31", "2**62", "2**63", "2**64", "2**70")
CAUGHT = ("Exception", "(TypeError, ZeroDivisionError, AttributeError, IndexError, ValueError, OverflowError)", "ArithmeticError", "LookupError",
          "(TypeError, AttributeError)")


class Generator(Expressions):
    """Statements, definitions and the whole program."""

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
