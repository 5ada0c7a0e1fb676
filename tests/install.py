#!/usr/bin/env python3
"""Tests of what `make install` puts in place: it works wherever it stands, and needs nothing else.

See command.py for how tests are written.
"""

import os
import shutil
import sys

from command import check, run_tests

PROGRAM = """import json, random, sys
random.seed(1)
def total(n):
    s = 0
    for i in range(n):
        s += i * i
    return s
print(sys.argv[1:], json.dumps({"total": total(100000)}), random.randrange(10 ** 6))
"""
ANSWER = """['a'] {"total": 333328333350000} 140891\n"""


def install(folder):
    """Installs the build that is tested into the folder; returns the prefix."""
    build = os.path.dirname(os.path.dirname(folder.options.trivium))
    prefix = os.path.join(folder.path, "first")
    result = folder.run("cmake", "--install", build, "--prefix", prefix)
    check(result.returncode == 0, "cmake --install", result)
    return prefix


def files_below(path):
    return sorted(os.path.relpath(os.path.join(parent, name), path) for parent, _, names in os.walk(path) for name in names)


def test_installed_files(folder):
    prefix = install(folder)
    found = files_below(prefix)
    wanted = {"bin/trivium", "lib/trivium/libtrivium_rt.a", "lib/trivium/lib/random.py", "lib/trivium/lib/json/__init__.py"}
    if "jit" in folder.modes():
        wanted.add("lib/trivium/trivium_llvm.so")
    check(wanted <= set(found), f"missing: {sorted(wanted - set(found))}")
    others = [f for f in found if f not in wanted and not (f.startswith("lib/trivium/lib/") and f.endswith(".py"))]
    check(not others, f"nobody needs {others}")


def test_works_from_anywhere(folder):
    """Moved after installation, started through a link from another folder, with an empty PATH."""
    moved = os.path.join(folder.path, "a place", "second")
    os.mkdir(os.path.dirname(moved))
    shutil.move(install(folder), moved)
    work = os.path.join(folder.path, "work")
    os.mkdir(work)
    folder.write("work/p.py", PROGRAM)
    os.symlink(os.path.join(moved, "bin", "trivium"), os.path.join(work, "tool"))
    env = {"PATH": ""}
    for tool in (os.path.join(moved, "bin", "trivium"), os.path.join(work, "tool")):
        for mode in folder.modes():
            result = folder.run(tool, "run", f"--mode={mode}", "--no-cache", "work/p.py", "a", env=env)
            check(result.returncode == 0 and result.stdout == ANSWER, mode, result)
    if "jit" in folder.modes():
        result = folder.run(tool, "run", "--mode=jit", "--jit=eager", "work/p.py", "a", env=env)
        check(result.stdout == ANSWER, "jit, eager", result)
    if "aot" in folder.modes():
        result = folder.run(tool, "build", "work/p.py", "-o", "work/p", env=env)
        check(result.returncode == 0, "build", result)
        shutil.rmtree(moved)
        result = folder.run(os.path.join(work, "p"), "a", env=env)
        check(result.stdout == ANSWER, "the executable, Trivium gone", result)


def test_names_no_folder_of_the_build(folder):
    build = os.path.dirname(os.path.dirname(folder.options.trivium)).encode()
    prefix = install(folder)
    for name in files_below(prefix):
        with open(os.path.join(prefix, name), "rb") as file:
            check(build not in file.read(), name)


if __name__ == "__main__":
    sys.exit(run_tests(__doc__, globals()))
