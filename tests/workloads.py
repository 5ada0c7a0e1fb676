#!/usr/bin/env python3
"""Runs the programs of bench/programs in each mode, typed and with --types=off, and compares their answers with CPython's.

The sizes are columns of bench/programs/SIZES.tsv: `small` takes seconds in all, `default` minutes.
"""

import argparse
import os
import sys

from oracle import DEFAULT_TRIVIUM, ROOT_DIR, Report, for_each, run_process
from run import ALL_MODES, MODE_FLAGS

FOLDER = os.path.join(ROOT_DIR, "bench", "programs")


def read_sizes(column):
    """[(program, size)] of one column."""
    with open(os.path.join(FOLDER, "SIZES.tsv"), encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    at = rows[0].index(column)
    return [(row[0], row[at]) for row in rows[1:]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trivium", default=DEFAULT_TRIVIUM, metavar="PATH", help="the command under test")
    parser.add_argument("--python", default="/usr/bin/python3", help="CPython 3.11, the oracle")
    parser.add_argument("--modes", default=",".join(ALL_MODES), help=f"comma-separated, of {', '.join(MODE_FLAGS)}")
    parser.add_argument("--size", default="small", help="column of SIZES.tsv")
    parser.add_argument("--types", default="on,off", help="comma-separated, of on, off")
    parser.add_argument("-j", dest="jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="programs at the same time")
    parser.add_argument("--timeout", type=float, default=300.0, metavar="SECONDS", help="limit for each process")
    options = parser.parse_args()
    report = Report()

    def work(item):
        name, size = item
        path = os.path.join(FOLDER, f"{name}.py")
        wanted = run_process([options.python, path, size], options.timeout)
        for types in options.types.split(","):
            for mode in options.modes.split(","):
                flags = MODE_FLAGS[mode] or [f"--mode={mode}"]
                got = run_process([options.trivium, "run", *flags, "--no-cache", f"--types={types}", path, size], options.timeout)
                label = f"{name} {size} [{mode}, types {types}]"
                if got.killed:
                    report.fail(label, name, [got.killed])
                elif (got.status, got.stdout) != (wanted.status, wanted.stdout) or got.stderr:
                    report.fail(label, name, [f"status {got.status} instead of {wanted.status}", *got.stderr.decode("utf-8", "replace").splitlines()[-3:]])
                else:
                    report.ok(label)

    for_each(read_sizes(options.size), options.jobs, work)
    return report.finish()


if __name__ == "__main__":
    sys.exit(main())
