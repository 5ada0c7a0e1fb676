#!/usr/bin/env python3
"""Compares what Trivium says about broken programs with what CPython says about them.

`tests/diag/bad_*.py` hold programs that CPython refuses to compile. Compared of the first error: exception type and text, line,
source line, caret line; both must exit with status 1 and print nothing to standard output. Left out, because Trivium differs on
purpose: carets under lines with characters beyond ASCII (CPython counts bytes there), and the source line and carets of errors
inside f-strings (CPython shows the field in parentheses, Trivium the line of the file).

`tests/diag/warn_*.py` hold programs that run but are warned about: all warning lines must agree.

A file whose first lines say `# refused: text` is valid Python that Trivium refuses; its message must contain the text.
"""

import argparse
import os
import re
import sys

from oracle import DEFAULT_TRIVIUM, TESTS_DIR, Report, find_tests, for_each, read_header, run_process, test_name

FILE = re.compile(r'  File "(.*)", line (\d+)')
KIND = re.compile(r"([A-Z]\w*)(?:: (.*))?")


class FirstError:
    """The first error in a text: place, the lines shown below it, and the message."""

    def __init__(self, stderr):
        self.line = self.source = self.carets = None
        self.message = "no error"
        shown = []
        for text in stderr.decode("utf-8", "replace").splitlines():
            place = FILE.fullmatch(text)
            if place and self.line is None:
                self.line = int(place[2])
            elif text.startswith("    "):
                shown.append(text)
            elif KIND.fullmatch(text) and "Warning: " not in text:
                self.message = text
                break
        if shown:
            self.source = shown[0]
            self.carets = shown[1] if len(shown) > 1 else None


def compare_errors(path, expected, actual):
    """Readable lines on how the first errors differ."""
    detail = []
    if actual.killed:
        detail.append(actual.killed)
    if expected.status != 1 or actual.status != 1:
        detail.append(f"exit status {actual.status}, CPython {expected.status}, expected 1")
    if actual.stdout:
        detail.append(f"standard output {actual.stdout[:80]!r}")
    want, got = FirstError(expected.stderr), FirstError(actual.stderr)
    fields = ["message", "line"]
    if not want.message.startswith("SyntaxError: f-string: "):
        fields.append("source")
        if want.source is None or want.source.isascii():
            fields.append("carets")
    for field in fields:
        if getattr(want, field) != getattr(got, field):
            detail.append(f"{field}: {getattr(got, field)!r}")
            detail.append(f"  CPython: {getattr(want, field)!r}")
    return detail


def warnings_of(stderr):
    """Warning lines with the path cut to its last part, each with the source line below it."""
    found = []
    lines = stderr.decode("utf-8", "replace").splitlines()
    for i, text in enumerate(lines):
        if "Warning: " in text:
            found.append(os.path.basename(text.split(":")[0]) + ":" + text.split(":", 1)[1])
            if i + 1 < len(lines) and lines[i + 1].startswith("  "):
                found.append(lines[i + 1])
    return found


def compare_warnings(expected, actual):
    detail = []
    want, got = warnings_of(expected.stderr), warnings_of(actual.stderr)
    if not want:
        detail.append("CPython prints no warning")
    if want != got:
        detail += [f"got     {text}" for text in got] + [f"CPython {text}" for text in want]
    if expected.status != actual.status:
        detail.append(f"exit status {actual.status}, CPython {expected.status}")
    return detail


def check_refused(texts, expected, actual):
    detail = []
    message = actual.stderr.decode("utf-8", "replace")
    if actual.status == 0 or actual.killed:
        detail.append(actual.killed or "not refused")
    detail += [f"the message does not contain {text!r}: {message[-200:]!r}" for text in texts if text not in message]
    if b"SyntaxError" in expected.stderr:
        detail.append("CPython refuses it, too")
    return detail


def run_test(path, options, report):
    name = os.path.basename(path)
    expected = run_process([options.python, path], options.timeout, cwd="/")
    actual = run_process([options.trivium, "run", "--mode=interp", "--no-cache", path], options.timeout, cwd="/")
    refused = read_header(path).get("refused")
    if refused:
        detail = check_refused(refused, expected, actual)
    elif name.startswith("warn_"):
        detail = compare_warnings(expected, actual)
    else:
        detail = compare_errors(path, expected, actual)
    if detail:
        report.fail(test_name(path), "diag", detail)
    else:
        report.ok(test_name(path))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="*", help="test files or folders (default: tests/diag)")
    parser.add_argument("--trivium", default=DEFAULT_TRIVIUM, metavar="PATH", help="the command under test")
    parser.add_argument("--python", default="/usr/bin/python3", help="CPython 3.11, the oracle")
    parser.add_argument("-j", dest="jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="tests at the same time")
    parser.add_argument("-k", dest="pattern", default="", metavar="PATTERN", help="only tests whose name matches this regex")
    parser.add_argument("--timeout", type=float, default=20.0, metavar="SECONDS", help="limit for each process")
    parser.add_argument("-v", "--verbose", action="store_true", help="print passed tests too")
    options = parser.parse_args()
    options.trivium = os.path.abspath(options.trivium)
    paths = options.paths or [os.path.join(TESTS_DIR, "diag")]
    chosen = [p for p in find_tests(paths, lambda p: p.endswith(".py")) if re.search(options.pattern, test_name(p))]
    report = Report(options.verbose)
    for_each(chosen, options.jobs, lambda path: run_test(path, options, report))
    return report.finish()


if __name__ == "__main__":
    sys.exit(main())
