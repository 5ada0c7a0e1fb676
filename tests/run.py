#!/usr/bin/env python3
"""Runs every program of tests/run in each mode of Trivium and on CPython, and compares what the user would see.

Compared byte for byte: standard output and exit status. Compared of standard error: every line that is not indented (so the
exception's type and text, chaining headings, the program's own messages) and the traceback's `File "...", line N, in NAME` lines
with the path cut to its last part; frames outside the program's own files are left out on both sides. Source lines below them
are compared with --source-lines only.

A test's leading comment lines may hold
    # args: a "b c"             command line arguments, split as a shell does
    # stdin: text               standard input; \\n and \\t mean what they mean in Python
    # skip: aot - reason        a mode that cannot run it yet, with the reason; repeat for several
    # modules: helpers          a folder beside the test whose files it imports; they are not tests themselves
Files that start with `_` are helper modules, not tests.

Each program runs in an empty temporary folder of its own. CPython's results are kept in the system's temporary folder under a
hash of program, helper modules, arguments and input, so an unchanged test asks CPython once.
"""

import argparse
import difflib
import hashlib
import json
import os
import re
import shlex
import shutil
import sys
import tempfile
import zlib

from oracle import (DEFAULT_TRIVIUM, TESTS_DIR, Outcome, Report, environment, find_tests, for_each, read_header, run_process,
                    test_name)

# The JIT three times: as users get it, everything compiled first, and compiled after three calls or iterations, so that running
# calls change over from bytecode to machine code in the middle.
MODE_FLAGS = {"interp": ["--mode=interp"], "jit": ["--mode=jit"], "jit-eager": ["--mode=jit", "--jit=eager"],
              "jit-hot": ["--mode=jit", "--hot=3"], "aot": []}
ALL_MODES = ("interp", "jit-eager", "jit-hot", "aot")
FRAME = re.compile(r'\s+File "([^"]*)", line (\d+), in (.*)')
CARETS = re.compile(r"[\s~^]*")


class Test:
    """One program with its header: what to feed it, which modes skip it and why."""

    def __init__(self, path):
        header = read_header(path)
        self.path = path
        self.name = test_name(path)
        self.area = os.path.basename(os.path.dirname(path))
        self.args = shlex.split(" ".join(header.get("args", [])))
        self.stdin = "".join(header.get("stdin", [])).replace("\\n", "\n").replace("\\t", "\t").encode()
        self.skips = {}
        for skip in header.get("skip", []):
            mode, _, reason = skip.partition(" - ")
            self.skips[mode.strip()] = reason.strip()
        folder = os.path.dirname(path)
        self.files = [path]
        for modules in header.get("modules", []):
            for parent, _, files in os.walk(os.path.join(folder, modules.strip())):
                self.files += sorted(os.path.join(parent, f) for f in files if f.endswith(".py"))
        self.files += sorted(os.path.join(folder, f) for f in os.listdir(folder) if f.startswith("_") and f.endswith(".py"))
        # Frames of other files (CPython's library, ours) are the implementation's own business.
        self.file_names = {os.path.basename(f) for f in self.files}

    def content_hash(self, python):
        digest = hashlib.sha256(repr((python, self.args, self.stdin, self.path)).encode())  # messages may name the path
        for path in self.files:
            with open(path, "rb") as file:
                digest.update(hashlib.sha256(file.read()).digest())
        return digest.hexdigest()


def module_folders(path):
    """Folders that tests beside `path`'s ancestors claim as helper modules."""
    claimed = set()
    folder = os.path.dirname(path)
    while folder.startswith(TESTS_DIR) and folder != TESTS_DIR:
        if folder not in module_folders.cache:
            found = set()
            for entry in os.listdir(folder):
                if entry.endswith(".py") and not entry.startswith("_"):
                    for modules in read_header(os.path.join(folder, entry)).get("modules", []):
                        found.add(os.path.join(folder, modules.strip()))
            module_folders.cache[folder] = found
        claimed |= module_folders.cache[folder]
        folder = os.path.dirname(folder)
    return claimed


module_folders.cache = {}


def is_test(path):
    name = os.path.basename(path)
    if not name.endswith(".py") or name.startswith("_"):
        return False
    return not any(path.startswith(folder + os.sep) for folder in module_folders(path))


def visible_errors(test, stderr, source_lines):
    """The lines of standard error that must agree, as text lines (see the file comment)."""
    lines, keep_source = [], False
    for line in stderr.decode("utf-8", "replace").splitlines():
        frame = FRAME.fullmatch(line)
        if frame:
            name = os.path.basename(frame[1])
            keep_source = source_lines and name in test.file_names
            if name in test.file_names:
                lines.append(f'  File "{name}", line {frame[2]}, in {frame[3]}')
        elif line[:1] not in (" ", "\t"):
            lines.append(line)
            keep_source = False
        elif keep_source and not CARETS.fullmatch(line):
            lines.append(line)
    return lines


def differences(test, expected, actual, source_lines):
    """Readable lines on how `actual` differs from `expected`; empty when a user could not tell them apart."""
    detail = []
    if actual.killed:
        detail.append(actual.killed)
    if actual.stdout != expected.stdout:
        detail += short_diff("stdout", text_lines(expected.stdout), text_lines(actual.stdout))
    expected_errors = visible_errors(test, expected.stderr, source_lines)
    actual_errors = visible_errors(test, actual.stderr, source_lines)
    if actual_errors != expected_errors:
        detail += short_diff("stderr", expected_errors, actual_errors)
    if actual.status != expected.status:
        detail.append(f"exit status {actual.status}, CPython {expected.status}")
    return detail


def text_lines(data):
    return data.decode("utf-8", "backslashreplace").split("\n")


def short_diff(what, expected, actual, limit=12):
    diff = list(difflib.unified_diff(expected, actual, f"{what} of CPython", what, lineterm="", n=1))
    if len(diff) > limit:
        diff[limit:] = [f"... {len(diff) - limit} more lines"]
    return [line if len(line) <= 200 else line[:200] + "..." for line in diff]


class Oracle:
    """Asks CPython once per test content; answers are files in a private temporary folder."""

    def __init__(self, python, timeout_s, use_cache):
        self.python_ = shutil.which(python) or python
        self.timeout_s_ = timeout_s
        self.folder_ = None
        if use_cache:
            self.folder_ = os.path.join(tempfile.gettempdir(), f"trivium-oracle-{os.getuid()}")
            os.makedirs(self.folder_, mode=0o700, exist_ok=True)

    def run(self, test, work_dir, hash_seed="0"):
        return run_process([self.python_, test.path, *test.args], self.timeout_s_, test.stdin, work_dir, environment(hash_seed))

    def answer(self, test, work_dir):
        if not self.folder_:
            return self.run(test, work_dir)
        entry = os.path.join(self.folder_, test.content_hash(self.python_))
        try:
            with open(entry, encoding="latin-1", newline="") as file:
                status, stdout, stderr = json.load(file)
            return Outcome(status, stdout.encode("latin-1"), stderr.encode("latin-1"))
        except (OSError, ValueError):
            pass
        outcome = self.run(test, work_dir)
        if not outcome.killed:
            with tempfile.NamedTemporaryFile("w", dir=self.folder_, delete=False, encoding="latin-1", newline="") as file:
                json.dump([outcome.status, outcome.stdout.decode("latin-1"), outcome.stderr.decode("latin-1")], file)
            os.replace(file.name, entry)
        return outcome


class Runner:
    """Runs tests in the chosen modes and writes into one report."""

    def __init__(self, options, report):
        self.options_ = options
        self.report_ = report
        self.oracle_ = Oracle(options.python, options.timeout, not options.no_cache)
        self.flags_ = ["--types=off"] if options.types_off else []

    def run_test(self, test):
        with tempfile.TemporaryDirectory(prefix="trivium-run-") as temp_dir:
            expected = None
            for mode in self.options_.modes:
                label = f"{test.name} [{mode}]"
                reason = test.skips.get(mode) or test.skips.get(mode.split("-")[0])
                if reason:
                    self.report_.skip(label, reason)
                    continue
                if self.options_.quick and mode != "interp" and zlib.crc32(test.name.encode()) % 4:
                    continue
                if expected is None:
                    expected = self.oracle_.answer(test, make_dir(temp_dir, "cpython"))
                actual = self.run_mode(test, mode, make_dir(temp_dir, mode))
                detail = differences(test, expected, actual, self.options_.source_lines)
                if detail:
                    self.report_.fail(label, test.area, detail)
                else:
                    self.report_.ok(label)

    def run_mode(self, test, mode, work_dir):
        trivium, timeout_s = self.options_.trivium, self.options_.timeout
        if mode != "aot":
            command = [trivium, "run", *MODE_FLAGS[mode], *self.flags_, test.path, *test.args]
            return run_process(command, timeout_s, test.stdin, work_dir)
        executable = os.path.join(os.path.dirname(work_dir), "prog")
        built = run_process([trivium, "build", *self.flags_, test.path, "-o", executable], timeout_s, cwd=work_dir)
        if built.status != 0 or built.killed:
            return built
        outcome = run_process([executable, *test.args], timeout_s, test.stdin, work_dir)
        outcome.stderr = built.stderr + outcome.stderr  # warnings about the source, which CPython gives when it runs it
        return outcome

    def check_oracle(self, test):
        """Is the test itself sound: does CPython answer the same under two hash seeds, and quickly?"""
        with tempfile.TemporaryDirectory(prefix="trivium-run-") as temp_dir:
            first = self.oracle_.run(test, make_dir(temp_dir, "first"), "1")
            second = self.oracle_.run(test, make_dir(temp_dir, "second"), "2")
        detail = differences(test, first, second, source_lines=True)
        if first.killed or min(first.elapsed_s, second.elapsed_s) > self.options_.oracle_limit:
            detail.append(f"takes {min(first.elapsed_s, second.elapsed_s):.2f} s on CPython")
        if b"Warning: " in first.stderr:
            detail.append("CPython prints a warning")
        if not first.stdout and not first.stderr:
            detail.append("prints nothing")
        if detail:
            self.report_.fail(test.name, test.area, detail)
        else:
            self.report_.ok(test.name)


def make_dir(parent, name):
    path = os.path.join(parent, name)
    os.mkdir(path)
    return path


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="*", help="test files or folders (default: tests/run)")
    parser.add_argument("--trivium", default=DEFAULT_TRIVIUM, metavar="PATH", help="the command under test")
    parser.add_argument("--python", default="python3", help="CPython 3.11, the oracle")
    parser.add_argument("--modes", default=",".join(ALL_MODES), help=f"comma-separated, of {', '.join(MODE_FLAGS)}")
    parser.add_argument("--types-off", action="store_true", help="pass --types=off to Trivium")
    parser.add_argument("-j", dest="jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="tests at the same time")
    parser.add_argument("-k", dest="pattern", default="", metavar="PATTERN", help="only tests whose name matches this regex")
    parser.add_argument("--quick", action="store_true", help="all tests in interp, a fixed quarter of them in jit and aot")
    parser.add_argument("--timeout", type=float, default=20.0, metavar="SECONDS", help="limit for each process")
    parser.add_argument("--source-lines", action="store_true", help="compare the source lines of tracebacks too")
    parser.add_argument("--no-cache", action="store_true", help="ask CPython again even if its answer is known")
    parser.add_argument("--list", action="store_true", help="print the names of the chosen tests and stop")
    parser.add_argument("--check-oracle", action="store_true", help="check the tests alone: CPython twice with different hash seeds")
    parser.add_argument("--oracle-limit", type=float, default=0.3, metavar="SECONDS", help="with --check-oracle: slowest allowed")
    parser.add_argument("-v", "--verbose", action="store_true", help="print passed and skipped tests too")
    options = parser.parse_args()
    options.modes = [mode for mode in options.modes.split(",") if mode]
    unknown = set(options.modes) - set(MODE_FLAGS)
    if unknown:
        parser.error(f"unknown mode {sorted(unknown)[0]}, expected some of {','.join(MODE_FLAGS)}")
    # Programs run in other folders, so a relative path would no longer name the command.
    options.trivium = os.path.abspath(options.trivium)
    return options


def main():
    options = parse_options()
    paths = options.paths or [os.path.join(TESTS_DIR, "run")]
    chosen = [p for p in find_tests(paths, is_test) if re.search(options.pattern, test_name(p))]
    if options.list:
        print("\n".join(map(test_name, chosen)))
        return 0
    if not options.check_oracle and not os.access(options.trivium, os.X_OK):
        sys.exit(f"{options.trivium}: not an executable; build it first or pass --trivium PATH")
    report = Report(options.verbose)
    runner = Runner(options, report)
    work = runner.check_oracle if options.check_oracle else runner.run_test
    for_each([Test(p) for p in chosen], options.jobs, work)
    return report.finish()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
