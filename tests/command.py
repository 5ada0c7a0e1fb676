"""What the tests of the `trivium` command share (`cli.py`, `debugger.py`, `install.py`).

Each test is a function whose name starts with `test_`; it gets an empty folder and fails by an exception.
"""

import argparse
import os
import re
import subprocess
import tempfile
import traceback

from oracle import DEFAULT_TRIVIUM


class Folder:
    """A test's folder, the command under test, and CPython."""

    def __init__(self, path, options):
        self.path = path
        self.options = options

    def write(self, name, text):
        path = os.path.join(self.path, name)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        return path

    def run(self, *command, env=None, **more):
        """Runs a command in the folder; text output, limits on time."""
        return subprocess.run(command, cwd=self.path, env=env, text=True, capture_output=True, timeout=60, **more)

    def trivium(self, *args, **more):
        return self.run(self.options.trivium, *args, **more)

    def modes(self):
        return self.options.modes


def check(condition, what, result=None):
    if not condition:
        detail = "" if result is None else f": status {result.returncode}, stdout {result.stdout!r}, stderr {result.stderr!r}"
        raise AssertionError(what + detail)


def check_refused(result, *words):
    """A clear sentence on stderr, a non-zero status, no crash."""
    check(0 < result.returncode < 128, "wanted a non-zero status that is no signal", result)
    for word in words:
        check(word in result.stderr, f"wanted {word!r} on stderr", result)
    check("Assertion" not in result.stderr and "terminate called" not in result.stderr, "crashed", result)


def run_tests(doc, namespace):
    """Runs the tests of a file; returns its exit status."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trivium", default=DEFAULT_TRIVIUM, metavar="PATH", help="the command under test")
    parser.add_argument("--python", default="/usr/bin/python3", help="CPython 3.11")
    parser.add_argument("--modes", default="interp,jit,aot", help="modes of this build")
    parser.add_argument("-k", dest="pattern", default="", metavar="PATTERN", help="only tests whose name matches this regex")
    options = parser.parse_args()
    options.trivium = os.path.abspath(options.trivium)
    options.modes = options.modes.split(",")
    tests = [(n, f) for n, f in namespace.items() if n.startswith("test_") and re.search(options.pattern, n)]
    failed = 0
    for name, function in tests:
        with tempfile.TemporaryDirectory() as path:
            try:
                function(Folder(path, options))
            except Exception as error:
                failed += 1
                where = traceback.extract_tb(error.__traceback__)[1].lineno if error.__traceback__.tb_next else 0
                print(f"FAILED  {name} (line {where})\n    {error}", flush=True)
            finally:
                subprocess.run(["chmod", "-R", "u+rwX", path], check=False)
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed else 0
