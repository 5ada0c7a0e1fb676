#!/usr/bin/env python3
"""Tests of the `trivium` command itself: options, exit statuses, bad input, the bytecode cache, what is left on disk.

See command.py for how tests are written.
"""

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time

from command import check, check_refused, run_tests

HELLO = 'print("hello")\n'


# ---- options

def test_help_names_every_command(folder):
    result = folder.trivium("--help")
    check(result.returncode == 0 and all(c in result.stdout for c in ("run", "build", "compare", "explain", "dump")), "help", result)


def test_no_command_is_an_error(folder):
    check(folder.trivium().returncode == 2, "status")


def test_unknown_option(folder):
    folder.write("p.py", HELLO)
    check_refused(folder.trivium("run", "--mood=jit", "p.py"), "--mood")
    check_refused(folder.trivium("run", "--mode=slow", "p.py"), "slow")


def test_arguments_belong_to_the_program(folder):
    folder.write("p.py", "import sys\nprint(sys.argv)\n")
    for mode in folder.modes():
        result = folder.trivium("run", f"--mode={mode}", "p.py", "--mode=jit", "-x", "--", "y z", "")
        check(result.stdout == "['p.py', '--mode=jit', '-x', '--', 'y z', '']\n", mode, result)


def test_version(folder):
    check(re.fullmatch(r"trivium \d+\.\d+\.\d+\n", folder.trivium("--version").stdout), "version")


# ---- bad input

def test_missing_file(folder):
    for command in ("run", "compare", "explain", "dump", "build"):
        check_refused(folder.trivium(command, "no_such.py"), "no_such.py")
    for mode in folder.modes():
        result = folder.trivium("run", f"--mode={mode}", "no_such.py")
        check(result.returncode == 2 and "[Errno 2] No such file or directory" in result.stderr, mode, result)


def test_directory_as_file(folder):
    os.mkdir(os.path.join(folder.path, "d.py"))
    for mode in folder.modes():
        result = folder.trivium("run", f"--mode={mode}", "d.py")
        check_refused(result, "can't find '__main__' module in", "d.py")
        check(result.returncode == 1, mode, result)


def test_unreadable_file(folder):
    path = folder.write("p.py", HELLO)
    os.chmod(path, 0)
    if os.access(path, os.R_OK):
        return  # root reads everything
    check_refused(folder.trivium("run", "p.py"), "p.py")


def test_binary_garbage(folder):
    folder.write("p.py", bytes(range(256)) * 64)
    check_refused(folder.trivium("run", "p.py"), "SyntaxError")


def test_null_bytes(folder):
    folder.write("p.py", b"print(1)\0\n")
    check_refused(folder.trivium("run", "p.py"), "null bytes")


def test_invalid_utf8(folder):
    folder.write("p.py", b'x = "\xff\xfe"\n')
    check_refused(folder.trivium("run", "p.py"), "SyntaxError", "Non-UTF-8")


def test_empty_file(folder):
    folder.write("p.py", "")
    for mode in folder.modes():
        result = folder.trivium("run", f"--mode={mode}", "p.py")
        check(result.returncode == 0 and result.stdout == result.stderr == "", mode, result)


def test_nested_brackets(folder):
    folder.write("p.py", "(" * 100_000 + ")" * 100_000 + "\n")
    check_refused(folder.trivium("run", "p.py"), "too many nested parentheses")


def test_deep_expressions(folder):
    for text in ("-" * 100_000 + "1", "1" + "+1" * 100_000, "x" + ".x" * 100_000, "not " * 100_000 + "1", "[" * 150 + "]" * 150,
                 "x" + "[0]" * 100_000, "lambda: " * 50_000 + "1", "1 if 1 else " * 50_000 + "1"):
        folder.write("p.py", "x = 0\ny = lambda: " + text + "\n")
        result = folder.trivium("run", "p.py")
        check(0 <= result.returncode < 128, text[:20], result)


def test_syntax_error_shows_line_and_caret(folder):
    folder.write("p.py", "a = 1\nb = = 2\n")
    result = folder.trivium("run", "p.py")
    check_refused(result, "SyntaxError: invalid syntax")
    check('p.py", line 2\n    b = = 2\n        ^\n' in result.stderr, "caret", result)


def test_refused_before_anything_runs(folder):
    for text, word in (('eval("1")', "eval"), ('exec("1")', "exec"), ("async def f(): pass", "async"), ('compile("1", "f", "eval")', "compile")):
        folder.write("p.py", f'print("ran")\n{text}\n')
        result = folder.trivium("run", "p.py")
        check_refused(result, word, "line 2", "^")
        check(result.stdout == "", "nothing may run", result)


def test_full_disk(folder):
    folder.write("p.py", HELLO)
    for emit in ("exe", "obj", "asm", "llvm", "ir", "bytecode") if "aot" in folder.modes() else ("ir", "bytecode"):
        check_refused(folder.trivium("build", "p.py", f"--emit={emit}", "-o", "/dev/full"), "/dev/full")


def test_print_to_full_disk(folder):
    folder.write("p.py", HELLO)
    for mode in folder.modes():
        with open("/dev/full", "w") as full:
            result = subprocess.run([folder.options.trivium, "run", f"--mode={mode}", "p.py"], cwd=folder.path, stdout=full,
                                    stderr=subprocess.PIPE, text=True, timeout=60)
        check(result.returncode == 120 and "No space left" in result.stderr, mode, result_of(result))


def test_closed_standard_streams(folder):
    """A stream whose descriptor is closed from the start is None; what is written to it is nobody's concern."""
    folder.write("p.py", "print('out')\nf = open('f', 'w')\nprint('kept', file=f)\nf.close()\n"
                         "try:\n    input('prompt')\nexcept RuntimeError as e:\n    open('f', 'a').write(str(e))\nprint(1 / 0)\n")
    for closed, lost in ((">&-", "stdout"), ("<&-", "stdin"), ("<&- >&- 2>&-", "stdin"), ("2>&-", "stderr")):
        for mode in folder.modes():
            result = folder.run("sh", "-c", f'"$0" run --mode={mode} p.py {closed}', folder.options.trivium)
            check(result.returncode == 1, f"{mode} {closed}", result)
            check(result.stdout == ("" if ">&-" in closed.split() else "out\n"), f"{mode} {closed}", result)
            with open(os.path.join(folder.path, "f")) as file:
                check(file.read() == f"kept\ninput(): lost sys.{lost}", f"{mode} {closed}")
    folder.write("q.py", "print('hello')\n")
    for mode in folder.modes():
        result = folder.run("sh", "-c", f'"$0" run --mode={mode} q.py >&-', folder.options.trivium)
        check(result.returncode == 0 and result.stderr == "", mode, result)


def result_of(result):
    result.stdout = result.stdout or ""
    return result


def test_unwritable_output(folder):
    folder.write("p.py", HELLO)
    check_refused(folder.trivium("build", "p.py", "--emit=ir", "-o", "no/such/folder/p"), "no/such/folder")
    os.mkdir(os.path.join(folder.path, "taken"))
    check_refused(folder.trivium("build", "p.py", "--emit=ir", "-o", "taken"), "taken")
    check(sorted(os.listdir(folder.path)) == ["p.py", "taken"], f"left behind: {os.listdir(folder.path)}")


def test_interrupted_build_leaves_the_old_file(folder):
    if "aot" not in folder.modes():
        return
    folder.write("p.py", HELLO)
    folder.write("p", "old")
    limit = "ulimit -f 8; trap '' XFSZ; exec \"$0\" build p.py -o p"
    result = folder.run("sh", "-c", limit, folder.options.trivium)
    check(result.returncode != 0, "the limit on file sizes was not met", result)
    with open(os.path.join(folder.path, "p")) as file:
        check(file.read() == "old", "the old file was changed")
    check(sorted(os.listdir(folder.path)) == ["p", "p.py"], f"left behind: {os.listdir(folder.path)}")


# ---- running

def test_exit_statuses(folder):
    for text, status in (("", 0), ("raise SystemExit(3)", 3), ("import sys; sys.exit()", 0), ("import sys; sys.exit('bad')", 1), ("1/0", 1)):
        folder.write("p.py", text + "\n")
        for mode in folder.modes():
            result = folder.trivium("run", f"--mode={mode}", "p.py")
            check(result.returncode == status, f"{mode} {text!r}", result)


def test_closed_pipe(folder):
    folder.write("p.py", "for i in range(100000):\n    print(i)\n")
    for mode in folder.modes():
        command = f'"{folder.options.trivium}" run --mode={mode} p.py | head -1'
        result = folder.run("bash", "-o", "pipefail", "-c", command)
        check(result.stdout == "0\n" and "BrokenPipeError" in result.stderr and result.returncode == 1, mode, result)


def test_interrupt(folder):
    folder.write("p.py", "import time\nprint('ready', flush=True)\nwhile True:\n    time.sleep(0.01)\n")
    folder.write("q.py", "print('ready', flush=True)\nn = 0\nwhile True:\n    n += 1\n")
    for name in ("p.py", "q.py"):
        for mode in folder.modes():
            child = subprocess.Popen([folder.options.trivium, "run", f"--mode={mode}", name], cwd=folder.path, stdout=subprocess.PIPE,
                                     stderr=subprocess.PIPE, text=True)
            check(child.stdout.readline() == "ready\n", "not started")
            time.sleep(0.05)
            child.send_signal(signal.SIGINT)
            _, errors = child.communicate(timeout=30)
            check(child.returncode in (130, -signal.SIGINT), f"{mode} {name}: status {child.returncode}, stderr {errors!r}")
            check(errors.rstrip().endswith("KeyboardInterrupt"), f"{mode} {name}: {errors!r}")


def test_standard_input(folder):
    folder.write("p.py", "print(input('> ') + input())\ntry:\n    input()\nexcept EOFError as e:\n    print(e)\n")
    for mode in folder.modes():
        result = folder.trivium("run", f"--mode={mode}", "p.py", input="a\nb")
        check(result.stdout == "> ab\nEOF when reading a line\n", mode, result)


# ---- the bytecode cache

def cache_files(folder):
    cache = os.path.join(folder.path, "__trivium__")
    return sorted(os.path.join(cache, f) for f in os.listdir(cache)) if os.path.isdir(cache) else []


def from_cache(folder, *args):
    """Whether a run took its bytecode from the cache, and its output."""
    report = os.path.join(folder.path, "report.json")
    result = folder.trivium("run", "--report", report, *args)
    with open(report) as file:
        return json.load(file)["fromCache"] == 1, result.stdout


def test_warnings_come_at_every_run(folder):
    folder.write("p.py", 'print(1 is 1)\n')
    for _ in range(2):
        check("SyntaxWarning" in folder.trivium("run", "p.py").stderr, "warning")


def test_cache_is_used_and_follows_the_source(folder):
    folder.write("m.py", "x = 1\n")
    folder.write("p.py", "import m\nprint(m.x)\n")
    check(from_cache(folder, "p.py") == (False, "1\n"), "first run")
    check(len(cache_files(folder)) == 1, "one file")
    check(from_cache(folder, "p.py") == (True, "1\n"), "second run")
    folder.write("m.py", "x = 2\n")
    check(from_cache(folder, "p.py") == (False, "2\n"), "after a change of an imported module")
    check(from_cache(folder, "p.py") == (True, "2\n"), "and again")
    folder.write("p.py", "import m\nprint(m.x + 1)\n")
    check(from_cache(folder, "p.py") == (False, "3\n"), "after a change of the program")


def test_cache_sees_a_new_module(folder):
    folder.write("p.py", "import random\nprint(random.__name__, hasattr(random, 'mine'))\n")
    check(from_cache(folder, "p.py") == (False, "random False\n"), "the library's module")
    check(from_cache(folder, "p.py") == (True, "random False\n"), "cached")
    folder.write("random.py", "mine = True\n")
    check(from_cache(folder, "p.py") == (False, "random True\n"), "a module of that name beside the program")


def test_cache_switched_off(folder):
    folder.write("p.py", HELLO)
    folder.trivium("run", "--no-cache", "p.py")
    check(cache_files(folder) == [], "a cache file")


def test_damaged_cache_is_rebuilt(folder):
    folder.write("p.py", "def f(n):\n    return [i * n for i in range(3)]\nprint(f(2))\n")
    check(from_cache(folder, "p.py") == (False, "[0, 2, 4]\n"), "first run")
    path, = cache_files(folder)
    with open(path, "rb") as file:
        good = file.read()
    damages = [b"", good[:20], good[: len(good) // 2], good + b"x", b"\0" * len(good), b"garbage"]
    damages += [good[:i] + bytes([good[i] ^ 0x40]) + good[i + 1:] for i in range(0, len(good), max(1, len(good) // 40))]
    for damaged in damages:
        with open(path, "wb") as file:
            file.write(damaged)
        check(from_cache(folder, "p.py") == (False, "[0, 2, 4]\n"), f"damage of {len(damaged)} bytes")
        with open(path, "rb") as file:
            check(file.read() == good, "the cache was not rebuilt")


def test_read_only_cache_folder(folder):
    folder.write("p.py", HELLO)
    cache = os.path.join(folder.path, "__trivium__")
    folder.write("__trivium__", "a file where the folder should be")
    result = folder.trivium("run", "p.py")
    check(result.returncode == 0 and result.stdout == "hello\n" and result.stderr == "", "a file in the way", result)
    os.remove(cache)
    os.mkdir(cache)
    os.chmod(cache, 0o555)
    result = folder.trivium("run", "p.py")
    check(result.returncode == 0 and result.stdout == "hello\n" and result.stderr == "", "read-only folder", result)


# ---- building

def test_emit_kinds(folder):
    folder.write("p.py", HELLO)
    wanted = {"ir": b"const", "bytecode": b"TRVBC"}
    if "aot" in folder.modes():
        wanted.update({"exe": b"\x7fELF", "obj": b"\x7fELF", "asm": b"\t.", "llvm": b"; ModuleID"})
    for emit, start in wanted.items():
        result = folder.trivium("build", "p.py", f"--emit={emit}", "-o", f"out.{emit}")
        check(result.returncode == 0, emit, result)
        with open(os.path.join(folder.path, f"out.{emit}"), "rb") as file:
            check(file.read(len(start)) == start, emit)


def test_executable_needs_nothing_of_ours(folder):
    """Built with an empty PATH; run in a root folder that holds the C library and nothing else."""
    if "aot" not in folder.modes():
        return
    folder.write("p.py", "import random\nrandom.seed(1)\nprint(sorted([3, 1, 2]), 2 ** 100, random.random())\n")
    result = folder.trivium("build", "p.py", "-o", "prog", env={"PATH": ""})
    check(result.returncode == 0, "build", result)
    root = os.path.join(folder.path, "root")
    needed = re.findall(r"(?:=> )?(/\S+) \(0x", folder.run("ldd", "prog").stdout)
    check(needed, "ldd names no libraries")
    check(all(re.search(r"/(libc|libm|ld-linux-x86-64)\.so", path) for path in needed), f"needs {needed}")
    for path in needed:
        target = root + path
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copy(os.path.realpath(path), target)
    shutil.copy(os.path.join(folder.path, "prog"), os.path.join(root, "prog"))
    enter = ["chroot", root, "/prog"] if os.geteuid() == 0 else ["unshare", "-r", "chroot", root, "/prog"]
    result = folder.run(*enter)
    check(result.stdout == "[1, 2, 3] 1267650600228229401496703205376 0.13436424411240122\n", "in an empty root", result)


def test_build_leaves_one_file(folder):
    if "aot" not in folder.modes():
        return
    folder.write("p.py", HELLO)
    folder.trivium("build", "p.py", "-o", "prog")
    check(sorted(os.listdir(folder.path)) == ["p.py", "prog"], f"left behind: {os.listdir(folder.path)}")
    check(os.stat(os.path.join(folder.path, "prog")).st_mode & stat.S_IXUSR, "not executable")


def test_jit_writes_nothing(folder):
    """Watches the system calls that could change the file system."""
    if "jit" not in folder.modes():
        return
    check(shutil.which("strace"), "strace is missing; tools/setup.sh installs it")
    folder.write("p.py", "def f(n):\n    s = 0\n    for i in range(n):\n        s += i\n    return s\nprint(f(1000))\n")
    for how in ("eager", "lazy"):
        log = os.path.join(tempfile.gettempdir(), f"trivium-strace-{os.getpid()}")
        result = folder.run("strace", "-f", "-qq", "-o", log, "-e", "trace=%file,memfd_create,ftruncate", folder.options.trivium, "run",
                            "--mode=jit", f"--jit={how}", "p.py")
        check(result.stdout == "499500\n", how, result)
        with open(log) as file:
            calls = file.read().splitlines()
        os.remove(log)
        written = [c for c in calls if re.search(r"O_WRONLY|O_RDWR|O_CREAT|\b(creat|mkdir|rename|link|symlink|unlink|memfd_create)\w*\(", c)
                   and '"/dev/tty"' not in c and "ENOENT" not in c]
        check(not written, f"{how}: {written}")


# ---- explain

EXPLAINED = """class Point:
    def __init__(self, x):
        self.x = x


def walk(points, n):
    total = 0.0
    for k in range(n):
        k += 1
        for p in points:
            total += p.x
    return total


def mean(values):
    total = None
    for v in values:
        total = v if total is None else total + v
    return total


def numbers(n):
    a = 0
    while a < n:
        yield a
        a = a + 1.5


def names(n):
    for i in range(n):
        print(str(i) + "x")


print(walk([Point(1.0), Point(3)], 4), mean([1, 2.5]), list(numbers(3)))
names(2)
total = 0
"""


def explained(folder, *options):
    folder.write("p.py", EXPLAINED)
    result = folder.trivium("explain", "--json", *options, "p.py", "argument")
    check(result.returncode == 0 and not result.stderr, "explain", result)
    data = json.loads(result.stdout)
    check(data["schema"] == "trivium-explain-1" and data["program"] == "p.py", "schema", result)
    return data["lines"], result


def test_explain_names_what_brought_another_kind(folder):
    lines, result = explained(folder)
    by_line = {(line["function"], line["line"]): line for line in lines}
    add = by_line["walk", 11]
    check(add["source"] == "total += p.x" and add["loopDepth"] == 2, "place", result)
    (loop,) = [f for f in by_line["mean", 18]["findings"] if f["kind"] == "dynamic-arithmetic"]
    check(loop["op"] == "add" and loop["text"] == "total + v" and [o["role"] for o in loop["operands"]] == ["left", "right"], "operands", result)
    left, right = loop["operands"]
    check({"int", "float", "None"} <= set(left["kinds"]) and set(right["kinds"]) == {"int", "float"}, "kinds", result)
    check(any(o["line"] == 16 and o["kinds"] == ["None"] for o in left["origins"]), "origin of None", result)
    check({(o["line"], *o["kinds"]) for o in right["origins"]} == {(34, "int"), (34, "float")}, "origins of items", result)


def test_explain_sees_loops_of_generators(folder):
    lines, result = explained(folder, "--function", "numbers")
    check(lines and all(line["function"] == "numbers" and line["loopDepth"] == 1 for line in lines), "function", result)
    (add,) = [f for line in lines for f in line["findings"] if f["text"] == "a + 1.5"]
    check([(o["line"], o["kinds"]) for o in add["operands"][0]["origins"]] == [(23, ["int"]), (26, ["float"])], "origins", result)


def test_explain_checks_and_order(folder):
    lines, result = explained(folder)
    kinds = {f["kind"] for line in lines for f in line["findings"]}
    check("check-overflow" in kinds and "check-bounds" in kinds, "checks", result)
    depths = [line["loopDepth"] for line in lines]
    check(depths == sorted(depths, reverse=True) and min(depths) == 1, "order", result)
    everything, result = explained(folder, "--all")
    check(len(everything) > len(lines) and everything[-1]["loopDepth"] == 0, "all", result)


def test_explain_text(folder):
    folder.write("p.py", EXPLAINED)
    result = folder.trivium("explain", "p.py")
    check("p.py:18 in mean, 1 loop\n    total = v if total is None else total + v\n" in result.stdout, "place", result)
    check("left: None from line 16  None\n" in result.stdout, "origin", result)
    folder.write("q.py", "print('no loop')\n")
    result = folder.trivium("explain", "q.py")
    check(result.stdout == "nothing is dynamic or checked in the loops\n", "nothing", result)
    check("shares of time" in folder.trivium("explain", "--help").stdout, "help")


# ---- compare

def test_compare_table_and_json(folder):
    folder.write("p.py", "import sys\nprint(sum(i * i for i in range(int(sys.argv[1]))))\n")
    modes = ("--modes", ",".join(folder.modes()))
    result = folder.trivium("compare", "--runs", "2", *modes, "--python", folder.options.python, "p.py", "1000")
    check(result.returncode == 0, "compare", result)
    for word in (*folder.modes(), "CPython", "front end", "run", "total", "peak memory"):
        check(word in result.stdout, word, result)
    result = folder.trivium("compare", "--runs", "3", *modes, "--json", "--python", folder.options.python, "p.py", "1000")
    data = json.loads(result.stdout)
    check(data["schema"] == "trivium-compare-1" and data["args"] == ["1000"], "schema", result)
    for contender in data["contenders"]:
        check(contender["answersRight"] and len(contender["samples"]) == 3, contender["name"], result)


def test_compare_refuses_wrong_answers(folder):
    folder.write("p.py", "import sys\nprint(sys.implementation.name)\n")
    fake = folder.write("fake", "#!/bin/sh\necho other\n")
    os.chmod(fake, 0o755)
    result = folder.trivium("compare", "--runs", "1", "--python", fake, "p.py")
    check(result.returncode == 1 and "no figures, output differs in line 1" in result.stdout, "wrong answers", result)


def test_compare_some_modes(folder):
    folder.write("p.py", HELLO)
    for modes in (["--modes=interp"], ["--modes", "interp"]):
        result = folder.trivium("compare", "--runs", "1", *modes, "--python", "no-such-python", "p.py")
        check(result.returncode == 0 and "interp" in result.stdout and "aot" not in result.stdout, modes, result)


def test_compare_without_cpython(folder):
    folder.write("p.py", HELLO)
    result = folder.trivium("compare", "--runs", "1", "--python", "no-such-python", "p.py")
    check("CPython: no figures, cannot be started" in result.stdout, "missing reference", result)


# ---- dump

def test_dump_stages(folder):
    folder.write("p.py", "def f(x):\n    return x + 1\nprint(f(1))\n")
    stages = {"tokens": "NAME", "ast": "FunctionDef", "ir": "func", "types": "func", "bytecode": "function f"}
    if "jit" in folder.modes():
        stages.update({"llvm": "define", "asm": ".text"})
    for stage, word in stages.items():
        result = folder.trivium("dump", f"--stage={stage}", "p.py")
        check(result.returncode == 0 and word.lower() in result.stdout.lower(), stage, result)


def test_dump_of_one_function(folder):
    folder.write("p.py", "def f(x):\n    return x + 1\ndef g():\n    return f(1)\n")
    result = folder.trivium("dump", "--stage=ir", "--function=g", "p.py")
    check('"g"' in result.stdout and "add" not in result.stdout, "g alone", result)
    check_refused(folder.trivium("dump", "--stage=ir", "--function=h", "p.py"), "h")


if __name__ == "__main__":
    sys.exit(run_tests(__doc__, globals()))
