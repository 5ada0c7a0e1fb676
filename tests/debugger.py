#!/usr/bin/env python3
"""Tests of what debuggers and profilers see of compiled programs: gdb on executables and on the JIT's code, the records for perf.

See command.py for how tests are written.
"""

import glob
import os
import re
import shutil
import struct
import sys

from command import check, run_tests

PROGRAM = """\
def inner(x):
    total = 0
    for i in range(x):
        total += i
    return total


def outer(n):
    return sorted(range(n), key=inner)


class Shop:
    def sell(self, count, a=1, b=2, c=3, d=4, e=5):
        return outer(count)


print(Shop().sell(3))
"""
# Where the first call of inner comes from, innermost first; frames of the runtime stand between them.
FRAMES = [("inner", 1), ("outer", 9), ("Shop.sell", 14), ("<module>", 17)]
FRAME = re.compile(r"#\d+ +(?:0x[0-9a-f]+ in )?(\S.*?) \(.*\) at .*/?p\.py:(\d+)")


def gdb(folder, commands, *program, status=0):
    """Output of gdb after these commands."""
    check(shutil.which("gdb"), "gdb is missing; tools/setup.sh installs it")
    options = [part for command in commands for part in ("-ex", command)]
    env = {**os.environ, "DEBUGINFOD_URLS": "", "LC_ALL": "C.UTF-8"}
    result = folder.run("gdb", "-nx", "-batch", "-ex", "set breakpoint pending on", "-ex", "set width 0", *options, "--args", *program, env=env)
    check(result.returncode == status, "gdb", result)
    return result


def python_frames(output):
    return [(name, int(line)) for name, line in FRAME.findall(output)]


def jit_command(folder, how):
    return (folder.options.trivium, "run", "--mode=jit", f"--jit={how}", "--debug", "p.py")


# ---- gdb

def test_executable_backtrace(folder):
    if "aot" not in folder.modes():
        return
    folder.write("p.py", PROGRAM)
    check(folder.trivium("build", "--debug", "p.py", "-o", "p").returncode == 0, "build")
    result = gdb(folder, ["break inner", "run", "backtrace"], "./p")
    check(python_frames(result.stdout)[-len(FRAMES):] == FRAMES, "frames", result)


def test_executable_lines(folder):
    """Breakpoints by line and by method; a step; the source found from another folder."""
    if "aot" not in folder.modes():
        return
    folder.write("p.py", PROGRAM)
    folder.trivium("build", "--debug", "p.py", "-o", "p")
    os.mkdir(os.path.join(folder.path, "elsewhere"))
    result = folder.run("sh", "-c", "cd elsewhere && exec gdb -nx -batch -ex 'break p.py:3' -ex 'break Shop.sell' -ex run -ex continue -ex next -ex delete -ex continue ../p")
    for text in ("13\t    def sell(", "3\t    for i in range(x):", "5\t    return total", "[0, 1, 2]"):
        check(text in result.stdout, text, result)


def test_executable_without_debug_information(folder):
    if "aot" not in folder.modes():
        return
    folder.write("p.py", PROGRAM)
    folder.trivium("build", "p.py", "-o", "p")
    folder.trivium("build", "--debug", "p.py", "-o", "d")
    contents = []
    for name in "pd":
        with open(os.path.join(folder.path, name), "rb") as file:
            contents.append(file.read())
    check(b".debug_" not in contents[0] and b".symtab" not in contents[0], "debug sections in a plain executable")
    check(b".debug_line" in contents[1] and b".debug_frame" in contents[1], "no debug sections with --debug")


def test_jit_backtrace(folder):
    """Everything compiled before the program starts, or each function by itself at its first call."""
    if "jit" not in folder.modes():
        return
    folder.write("p.py", PROGRAM)
    for how in ("eager", "lazy"):
        result = gdb(folder, ["break inner", "run", "backtrace"], *jit_command(folder, how))
        check(python_frames(result.stdout)[-len(FRAMES):] == FRAMES, how, result)


def test_jit_breakpoint_on_a_line(folder):
    if "jit" not in folder.modes():
        return
    folder.write("p.py", PROGRAM)
    result = gdb(folder, ["break p.py:9", "run", "info symbol $pc", "delete", "continue"], *jit_command(folder, "eager"))
    for text in ("9\t    return sorted(", "__main__.outer", "[0, 1, 2]", "exited normally"):
        check(text in result.stdout, text, result)


def test_jit_hot_loop(folder):
    """A loop that becomes hot while it runs."""
    if "jit" not in folder.modes():
        return
    folder.write("p.py", "def spin(n):\n    total = 0\n    for i in range(n):\n        total += i\n    return total\n\n\nprint(spin(1000000))\n")
    result = gdb(folder, ["break p.py:4", "run", "backtrace 1", "delete", "continue"], *jit_command(folder, "tiered"))
    check(("spin", 4) in python_frames(result.stdout) and "499999500000" in result.stdout, "hot loop", result)


# ---- perf

def jitdump(path):
    """Records of a jitdump file (tools/perf/Documentation/jitdump-specification.txt): ("lines", address, [(address, line)]) and
    ("code", address, name, size)."""
    with open(path, "rb") as file:
        data = file.read()
    records, at = [], struct.unpack_from("<I", data, 8)[0]
    while at < len(data):
        kind, size = struct.unpack_from("<II", data, at)
        if kind == 0:
            code, length = struct.unpack_from("<QQ", data, at + 32)
            name = data[at + 56:data.index(b"\0", at + 56)].decode()
            records.append(("code", code, name, length))
        elif kind == 2:
            code, count = struct.unpack_from("<QQ", data, at + 16)
            entries, entry = [], at + 32
            for _ in range(count):
                address, line = struct.unpack_from("<QI", data, entry)
                entries.append((address, line))
                entry = data.index(b"\0", entry + 16) + 1
            records.append(("lines", code, entries))
        at += size
    return records


def test_perf_records(folder):
    """Every function has a record, its lines directly before it."""
    if "jit" not in folder.modes():
        return
    folder.write("p.py", PROGRAM)
    for how in ("eager", "lazy"):
        where = os.path.join(folder.path, how)
        result = folder.trivium("run", "--mode=jit", f"--jit={how}", "--perf", "p.py", env={**os.environ, "JITDUMPDIR": where})
        check(result.stdout == "[0, 1, 2]\n" and not result.stderr, how, result)
        path, = glob.glob(os.path.join(where, ".debug", "jit", "*", "jit-*.dump"))
        records = jitdump(path)
        for name, lines in (("inner", {1, 2, 3, 4, 5}), ("outer", {8, 9}), ("Shop.sell", {13, 14})):
            at = [i for i, r in enumerate(records) if r[0] == "code" and r[2] == "__main__." + name]
            check(at, f"{how}: no record of {name}")
            before, code = records[at[-1] - 1], records[at[-1]]
            check(before[0] == "lines" and before[1] == code[1], f"{how}: no lines before {name}")
            found = {line for address, line in before[2] if code[1] <= address < code[1] + code[3]}
            check(found and found - {0} <= lines, f"{how}: lines of {name} are {found}")


def test_perf_report(folder):
    """The whole way, where the system lets perf record."""
    if "jit" not in folder.modes():
        return
    check(shutil.which("perf"), "perf is missing; tools/setup.sh installs it")
    folder.write("p.py", "def spin(n):\n    total = 0\n    for i in range(n):\n        total += i * i % 7\n    return total\n\n\nprint(spin(20000000))\n")
    env = {**os.environ, "JITDUMPDIR": folder.path}
    command = (folder.options.trivium, "run", "--mode=jit", "--jit=eager", "--perf", "p.py")
    if folder.run("perf", "record", "-q", "-o", "allowed.data", "true").returncode != 0:
        print("test_perf_report: perf may not record here")
        return
    result = folder.run("perf", "record", "-q", "-k", "mono", "-o", "perf.data", *command, env=env)
    check(result.returncode == 0, "perf record", result)
    check(folder.run("perf", "inject", "-j", "-i", "perf.data", "-o", "perf.jit.data", env=env).returncode == 0, "perf inject")
    result = folder.run("perf", "report", "-i", "perf.jit.data", "--stdio", "--sort", "symbol")
    check("__main__.spin" in result.stdout, "symbol", result)
    result = folder.run("perf", "report", "-i", "perf.jit.data", "--stdio", "--sort", "srcline")
    check("p.py:4" in result.stdout, "line", result)


if __name__ == "__main__":
    sys.exit(run_tests(__doc__, globals()))
