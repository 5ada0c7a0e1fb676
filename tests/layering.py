#!/usr/bin/env python3
"""Checks the include table: which folder may include headers of which others, and who may see LLVM.

Linking is the other half of the check: tests/unit/<folder> links that folder's library and what its CMakeLists.txt names.
"""

import os
import re
import sys

from oracle import ROOT_DIR

# folder: the folders whose headers it may include besides its own.
ALLOWED = {
    "support": [],
    "runtime/abi": [],
    "runtime": ["runtime/abi"],
    "ir": ["support", "runtime/abi"],
    "frontend": ["ir", "support", "runtime/abi"],
    "engine": ["ir", "runtime/abi", "support"],
    "interp": ["engine", "ir", "runtime", "runtime/abi", "support"],
    "codegen": ["engine", "ir", "runtime/abi", "support"],
    "jit": ["engine", "codegen", "ir", "runtime", "runtime/abi", "support"],
    "aot": ["engine", "codegen", "ir", "runtime/abi", "support"],
    "plugin": ["engine", "codegen", "jit", "aot", "ir", "support"],
    "bench/report": ["bench/harness", "support"],
    "bench/harness": ["engine", "frontend", "ir", "support"],
    "bench/micro": ["bench/harness", "engine", "frontend", "interp", "ir", "support"],
    "cli": ["bench/harness", "bench/report", "engine", "frontend", "interp", "ir", "runtime", "support"],
}
# engine writes program images and codegen their tables, whose layouts are in runtime/abi. bench/report reads what bench/harness measured.
SEES_LLVM = {"codegen", "jit", "aot", "plugin"}
INCLUDE = re.compile(r'\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)')


def folder_of(path):
    """The row of ALLOWED a file belongs to, or None."""
    best = None
    for folder in ALLOWED:
        if path.startswith(folder + "/") and (best is None or len(folder) > len(best)):
            best = folder
    return best


def violations():
    for parent, folders, files in os.walk(ROOT_DIR):
        folders[:] = [f for f in folders if f not in ("build", ".git", "tests")]
        for name in files:
            if not name.endswith((".cpp", ".h", ".def", ".inc")):
                continue
            path = os.path.relpath(os.path.join(parent, name), ROOT_DIR)
            folder = folder_of(path)
            if folder is None:
                continue
            with open(os.path.join(parent, name), encoding="utf-8") as file:
                for number, line in enumerate(file, 1):
                    match = INCLUDE.match(line)
                    if not match:
                        continue
                    ours, system = match.groups()
                    if system or not os.path.exists(os.path.join(ROOT_DIR, ours)):
                        header = system or ours
                        if header.startswith(("llvm/", "lld/", "llvm-c/")) and folder not in SEES_LLVM:
                            yield f"{path}:{number}: {folder} may not see LLVM ({header})"
                        continue
                    target = folder_of(ours)
                    if target not in (None, folder) and target not in ALLOWED[folder]:
                        yield f"{path}:{number}: {folder} may not include {ours}"
                    if target not in (None, folder) and "/detail/" in ours:
                        yield f"{path}:{number}: {ours} is private to {target}"


def main():
    found = list(violations())
    for line in found:
        print(line)
    print(f"{0 if found else 1} passed, {1 if found else 0} failed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
