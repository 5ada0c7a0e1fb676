#!/usr/bin/env python3
"""Checks that the programs of tests/differences still differ from CPython as their first lines say."""

import argparse
import os
import sys

from oracle import DEFAULT_TRIVIUM, TESTS_DIR, Report, run_process
from run import ALL_MODES, MODE_FLAGS

REFUSED = "(refused) "


def stated(path, who):
    """What the header says that `who` prints."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith(f"# {who}: "):
                return line.split(": ", 1)[1].rstrip("\n")
    raise ValueError(f"{path}: no line '# {who}: …'")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trivium", default=DEFAULT_TRIVIUM, metavar="PATH", help="the command under test")
    parser.add_argument("--python", default="/usr/bin/python3", help="CPython 3.11")
    parser.add_argument("--modes", default=",".join(ALL_MODES), help=f"comma-separated, of {', '.join(MODE_FLAGS)}")
    options = parser.parse_args()
    report = Report()
    folder = os.path.join(TESTS_DIR, "differences")
    for name in sorted(f for f in os.listdir(folder) if f.endswith(".py")):
        path = os.path.join(folder, name)
        cpython, trivium = stated(path, "cpython"), stated(path, "trivium")
        runs = [("CPython", cpython, run_process([options.python, path], 20.0))]
        for mode in options.modes.split(","):
            flags = MODE_FLAGS[mode] or [f"--mode={mode}"]
            runs.append((mode, trivium, run_process([options.trivium, "run", "--no-cache", *flags, path], 60.0)))
        for who, wanted, outcome in runs:
            if wanted.startswith(REFUSED):
                good = outcome.status != 0 and not outcome.stdout and wanted[len(REFUSED):].encode() in outcome.stderr
            else:
                good = outcome.status == 0 and outcome.stdout.decode().rstrip("\n") == wanted
            if good and cpython != trivium:
                report.ok(f"{name} [{who}]")
            else:
                report.fail(f"{name} [{who}]", name, [f"wanted {wanted!r}", repr(outcome.stdout), *outcome.stderr.decode().splitlines()[-2:]])
    return report.finish()


if __name__ == "__main__":
    sys.exit(main())
