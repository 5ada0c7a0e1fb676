#!/usr/bin/env python3
"""Compares Trivium's syntax trees with CPython's: `trivium dump --stage=ast FILE` must print exactly what
`ast.dump(ast.parse(text), indent=2)` prints. The files are all Python files of tests/run, tests/parse, lib and bench.
"""

import argparse
import ast
import os
import re
import sys
import warnings

from oracle import DEFAULT_TRIVIUM, ROOT_DIR, TESTS_DIR, Report, find_tests, for_each, run_process, test_name


def first_difference(expected, actual):
    """Two lines: the first that differs, of both."""
    for number, (want, got) in enumerate(zip(expected.split("\n"), actual.split("\n")), 1):
        if want != got:
            return [f"line {number}: {got[:160]!r}", f"  CPython: {want[:160]!r}"]
    return [f"{len(actual)} characters, CPython {len(expected)}"]


def run_test(path, options, report):
    with open(path, "rb") as file:
        text = file.read()
    expected = ast.dump(ast.parse(text, path), indent=2) + "\n"
    outcome = run_process([options.trivium, "dump", "--stage=ast", path], options.timeout)
    actual = outcome.stdout.decode("utf-8", "surrogatepass")
    detail = []
    if outcome.killed or outcome.status != 0:
        detail.append(outcome.killed or f"exit status {outcome.status}: {outcome.stderr[-200:].decode('utf-8', 'replace')}")
    elif actual != expected:
        detail += first_difference(expected, actual)
    if detail:
        report.fail(test_name(path), os.path.basename(os.path.dirname(path)), detail)
    else:
        report.ok(test_name(path))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="*", help="files or folders (default: tests/run, tests/parse, lib, bench)")
    parser.add_argument("--trivium", default=DEFAULT_TRIVIUM, metavar="PATH", help="the command under test")
    parser.add_argument("-j", dest="jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="tests at the same time")
    parser.add_argument("-k", dest="pattern", default="", metavar="PATTERN", help="only files whose name matches this regex")
    parser.add_argument("--timeout", type=float, default=20.0, metavar="SECONDS", help="limit for each process")
    parser.add_argument("-v", "--verbose", action="store_true", help="print passed files too")
    options = parser.parse_args()
    if sys.version_info[:2] != (3, 11):
        sys.exit("the oracle is CPython 3.11: run this with it")
    options.trivium = os.path.abspath(options.trivium)
    warnings.simplefilter("ignore")
    paths = options.paths or [os.path.join(TESTS_DIR, "run"), os.path.join(TESTS_DIR, "parse"),
                              os.path.join(ROOT_DIR, "lib"), os.path.join(ROOT_DIR, "bench")]
    chosen = [p for p in find_tests(paths, lambda p: p.endswith(".py")) if re.search(options.pattern, test_name(p))]
    report = Report(options.verbose)
    for_each(chosen, options.jobs, lambda path: run_test(path, options, report))
    return report.finish()


if __name__ == "__main__":
    sys.exit(main())
