#!/usr/bin/env python3
"""Runs random programs (generate.py) in modes of Trivium and on CPython, and compares what they print, how they exit and the last line of
standard error. A program that differs is kept, made smaller while it still differs, and gets one line; the others go on.

Exit status: 0 if none differed, 1 if one did.
"""

import argparse
import ast
import concurrent.futures
import os
import sys
import tempfile
import time
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import generate  # noqa: E402
from oracle import DEFAULT_TRIVIUM, environment, run_process  # noqa: E402
from run import MODE_FLAGS  # noqa: E402

SKIPPED = "skipped"


class Runner:
    """Starts one program in one mode."""

    def __init__(self, options):
        self.options_ = options

    def python(self, path, folder):
        return run_process([self.options_.python, "-W", "ignore", path], self.options_.timeout, cwd=folder)

    def trivium(self, path, mode, folder):
        """`mode` is one of run.py's, with "-off" behind it for --types=off and "-gc" for a collection at every 50th allocation."""
        env = environment()
        base = mode
        flags = []
        if base.endswith("-gc"):
            base, env["TRV_GC_STRESS"] = base[:-3], "50"
        if base.endswith("-off"):
            base, flags = base[:-4], ["--types=off"]
        if base != "aot":
            return run_process([self.options_.trivium, "run", "--no-cache", *MODE_FLAGS[base], *flags, path], self.options_.timeout, cwd=folder, env=env)
        executable = os.path.join(folder, "program")
        built = run_process([self.options_.trivium, "build", *flags, path, "-o", executable], self.options_.timeout, cwd=folder)
        return built if built.status or built.killed else run_process([executable], self.options_.timeout, cwd=folder, env=env)


def last_line(stderr):
    lines = [s for s in stderr.decode("utf-8", "replace").splitlines() if s[:1] not in ("", " ")]
    return lines[-1] if lines and "Warning: " not in lines[-1] else ""


def difference(expected, actual):
    """What differs, in a few words; empty if nothing does."""
    if actual.killed:
        return "killed: " + actual.killed
    if actual.status < 0 or (actual.status == 2 and expected.status != 2):
        return f"crash: status {actual.status} {last_line(actual.stderr)[:100]}"
    if actual.stdout != expected.stdout:
        before, after = expected.stdout.decode("utf-8", "replace").split("\n"), actual.stdout.decode("utf-8", "replace").split("\n")
        for number, (a, b) in enumerate(zip(before, after), 1):
            if a != b:
                return f"stdout: line {number} is {b[:80]!r}, CPython {a[:80]!r}"
        return f"stdout: {len(after)} lines, CPython {len(before)}"
    if last_line(actual.stderr) != last_line(expected.stderr):
        return f"stderr: {last_line(actual.stderr)[:100]!r}, CPython {last_line(expected.stderr)[:100]!r}"
    if actual.status != expected.status:
        return f"status: {actual.status}, CPython {expected.status}"
    return ""


class Minimizer:
    """Makes a program smaller as long as `differs(source)` says that it still shows the same sort of difference."""

    def __init__(self, source, differs, limit_s):
        self.best = source
        self.differs_ = differs
        self.deadline_ = time.monotonic() + limit_s

    def run(self):
        size = None
        while size != len(self.best) and time.monotonic() < self.deadline_:
            size = len(self.best)
            self.drop_statements()
            self.unwrap_statements()
            self.shrink_expressions()
        return self.best

    def accept(self, tree):
        if time.monotonic() > self.deadline_:
            return False
        try:
            source = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
            compile(source, "candidate", "exec")
        except (SyntaxError, ValueError, TypeError, AttributeError, RecursionError):
            return False
        if source == self.best or not self.differs_(source):
            return False
        self.best = source
        return True

    @staticmethod
    def bodies(tree):
        """All lists of statements, in a fixed order."""
        for node in ast.walk(tree):
            for field in ("body", "orelse", "finalbody"):
                value = getattr(node, field, None)
                if isinstance(value, list) and value:
                    yield value
            if isinstance(node, ast.Try):
                yield node.handlers

    def drop_statements(self):
        which = 0
        while time.monotonic() < self.deadline_:
            lists = list(self.bodies(ast.parse(self.best)))
            if which >= len(lists):
                return
            chunk = len(lists[which])
            while chunk:
                start = 0
                while True:
                    tree = ast.parse(self.best)
                    items = list(self.bodies(tree))
                    if which >= len(items) or start >= len(items[which]):
                        break
                    items = items[which]
                    needs_pass = isinstance(items[0], ast.stmt)
                    removed = items[start:start + chunk]
                    if len(removed) == 1 and isinstance(removed[0], ast.Pass):
                        start += 1
                        continue
                    del items[start:start + chunk]
                    if not items and needs_pass:
                        items.append(ast.Pass())
                    if not self.accept(tree):
                        start += chunk
                chunk //= 2
            which += 1

    def unwrap_statements(self):
        """if, for, while, try, with and def's bodies in place of the statements."""
        index = 0
        while time.monotonic() < self.deadline_:
            tree = ast.parse(self.best)
            places = [(items, k) for items in self.bodies(tree) for k, s in enumerate(items)
                      if isinstance(s, (ast.If, ast.For, ast.While, ast.Try, ast.With))]
            if index >= len(places):
                return
            items, k = places[index]
            items[k:k + 1] = items[k].body
            if not self.accept(tree):
                index += 1

    def shrink_expressions(self):
        index = 0
        while time.monotonic() < self.deadline_:
            tree = ast.parse(self.best)
            slots = list(self.expression_slots(tree))
            if index >= len(slots):
                return
            accepted = False
            count = len(slots[index][2])
            for which in range(count):
                tree = ast.parse(self.best)
                slot = list(self.expression_slots(tree))[index]
                slot[0](slot[2][which])
                if self.accept(tree):
                    accepted = True
                    break
            if not accepted:
                index += 1

    @staticmethod
    def expression_slots(tree):
        """(setter, expression, smaller expressions) for what stands somewhere in a tree."""
        for node in ast.walk(tree):
            for field, value in ast.iter_fields(node):
                if isinstance(value, ast.expr) and isinstance(getattr(value, "ctx", ast.Load()), ast.Load):
                    yield (lambda new, node=node, field=field: setattr(node, field, new)), value, Minimizer.smaller(value)
                elif isinstance(value, list):
                    for k, item in enumerate(value):
                        if isinstance(item, ast.expr) and isinstance(getattr(item, "ctx", ast.Load()), ast.Load):
                            yield (lambda new, value=value, k=k: value.__setitem__(k, new)), item, Minimizer.smaller(item)

    @staticmethod
    def smaller(e):
        if isinstance(e, ast.Constant):
            return []
        parts = [c for c in ast.iter_child_nodes(e) if isinstance(c, ast.expr)]
        if isinstance(e, (ast.List, ast.Tuple, ast.Dict)) and parts:
            if isinstance(e, ast.List):
                parts = [ast.List(e.elts[:len(e.elts) // 2], ast.Load()), ast.List(e.elts[len(e.elts) // 2:], ast.Load()), *parts]
        if isinstance(e, (ast.Name, ast.Attribute)):
            return []
        return parts


class Fuzzer:
    def __init__(self, options):
        self.options_ = options
        self.runner_ = Runner(options)
        self.failed = self.done = self.skipped = 0

    def modes_of(self, number):
        """Expensive modes take turns when --sample is given."""
        modes = self.options_.modes
        if not self.options_.sample:
            return modes
        rest = [m for m in modes if not m.startswith("interp")]
        return [m for m in modes if m.startswith("interp")] + ([rest[number % len(rest)]] if rest else [])

    def check(self, seed, number):
        """Runs one program; lines to print."""
        source = generate.program(seed)
        out = []
        with tempfile.TemporaryDirectory(prefix="trivium-fuzz-") as folder:
            path = self.write(folder, source)
            expected = self.runner_.python(path, folder)
            if self.is_beyond(expected):
                self.skipped += 1
                return [f"skipped {seed}: CPython {expected.killed or 'meets its limits'}"] if self.options_.verbose else []
            seen = set()
            for mode in self.modes_of(number):
                what = difference(expected, self.runner_.trivium(path, mode, folder))
                if not what:
                    continue
                kind = what.split(":")[0]
                out.append(f"FAILED {seed} [{mode}] {what}")
                if what in seen:
                    continue  # most failures show in several modes alike
                seen.add(what)
                self.keep(seed, mode, source)
                if self.options_.minimize > 0:
                    small = Minimizer(source, lambda s: self.differs(s, mode, kind, expected.stdout + expected.stderr), self.options_.minimize).run()
                    out[-1] += f"; {len(small.splitlines())} lines: {self.keep(seed, mode + '.min', small)}"
        self.done += 1
        self.failed += bool(out)
        return out

    @staticmethod
    def is_beyond(expected):
        """Programs whose end the implementation decides: how deep calls may go, how much memory there is."""
        return bool(expected.killed) or b"RecursionError" in expected.stdout + expected.stderr or b"MemoryError" in expected.stdout + expected.stderr

    def differs(self, source, mode, kind, known):
        with tempfile.TemporaryDirectory(prefix="trivium-fuzz-") as folder:
            path = self.write(folder, source)
            expected = self.runner_.python(path, folder)
            # A program that lost a definition shows other things than the first one did.
            text = expected.stdout + expected.stderr
            if self.is_beyond(expected) or (kind != "crash" and any(name in text and name not in known for name in (b"NameError", b"UnboundLocalError"))):
                return False
            return difference(expected, self.runner_.trivium(path, mode, folder)).split(":")[0] == kind

    @staticmethod
    def write(folder, source):
        path = os.path.join(folder, "program.py")
        with open(path, "w", encoding="utf-8") as file:
            file.write(source)
        return path

    def keep(self, seed, label, source):
        os.makedirs(self.options_.save, exist_ok=True)
        path = os.path.join(self.options_.save, f"{seed}-{label}.py")
        with open(path, "w", encoding="utf-8") as file:
            file.write(source)
        return path

    def run(self):
        first = self.options_.seed
        with concurrent.futures.ThreadPoolExecutor(self.options_.jobs) as pool:
            for lines in pool.map(self.check, range(first, first + self.options_.count), range(self.options_.count)):
                for text in lines:
                    print(text, flush=True)
        print(f"{self.done} programs, {self.failed} differed, {self.skipped} skipped")
        return 1 if self.failed else 0


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--trivium", default=DEFAULT_TRIVIUM, metavar="PATH", help="the command under test")
    parser.add_argument("--python", default="python3", metavar="PATH", help="CPython 3.11, the oracle")
    parser.add_argument("--count", type=int, default=100, metavar="N", help="programs (default 100)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="seed of the first program; the others count on from it")
    parser.add_argument("--modes", default="interp,jit-eager,jit-hot,aot",
                        help="as of run.py; -off behind a mode: --types=off, -gc: with a collection at every 50th allocation (default: %(default)s)")
    parser.add_argument("--types-off", action="store_true", help="run every mode with --types=off as well")
    parser.add_argument("--sample", action="store_true", help="interp always, of the other modes one in turn")
    parser.add_argument("--save", default="fuzz-failures", metavar="DIR", help="where programs that differ are kept (default: %(default)s)")
    parser.add_argument("--minimize", type=float, default=90.0, metavar="SECONDS", help="time to make one failing program smaller; 0: not at all")
    parser.add_argument("--timeout", type=float, default=20.0, metavar="SECONDS", help="limit for each process")
    parser.add_argument("-j", dest="jobs", type=int, default=1, metavar="N", help="programs at the same time")
    parser.add_argument("-v", "--verbose", action="store_true", help="name skipped programs")
    options = parser.parse_args()
    options.modes = [m for m in options.modes.split(",") if m]
    if options.types_off:
        options.modes += [m + "-off" for m in options.modes if not m.endswith("-off")]
    for mode in options.modes:
        if mode.removesuffix("-gc").removesuffix("-off") not in MODE_FLAGS:
            parser.error(f"unknown mode {mode}, expected some of {','.join(MODE_FLAGS)}")
    options.trivium = os.path.abspath(options.trivium)
    return options


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # of compile() about candidates
    try:
        sys.exit(Fuzzer(parse_options()).run())
    except KeyboardInterrupt:
        sys.exit(130)
