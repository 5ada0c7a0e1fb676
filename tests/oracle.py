"""What the test runners share: bounded child processes, test discovery, a thread pool, reports.

The runners (`run.py`, `diag.py`) compare Trivium with CPython, which is the only oracle: nobody types expected output by hand.
"""

import concurrent.futures
import os
import re
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
import time

TESTS_DIR = os.path.dirname(os.path.abspath(__file__))
ROOT_DIR = os.path.dirname(TESTS_DIR)
DEFAULT_TRIVIUM = os.path.join(ROOT_DIR, "build", "release", "bin", "trivium")

# A broken engine may print for ever; the cut keeps the runner alive and still shows the difference.
MAX_OUTPUT_BYTES = 8 << 20


class Outcome:
    """How one process ended: exit status (negative: signal), both streams as bytes, why it was killed if it was."""

    def __init__(self, status, stdout, stderr, killed="", elapsed_s=0.0):
        self.status = status
        self.stdout = stdout
        self.stderr = stderr
        self.killed = killed
        self.elapsed_s = elapsed_s


def environment(hash_seed="0"):
    """Environment of every child: UTF-8 everywhere, no user settings of Python, no caches written beside tests."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    env.update(PYTHONHASHSEED=hash_seed, PYTHONDONTWRITEBYTECODE="1", PYTHONUTF8="1", LC_ALL="C.UTF-8")
    return env


def run_process(command, timeout_s, stdin=b"", cwd=None, env=None):
    """Runs `command`, reading both streams with a limit in time and size. Never raises for what the child does."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as stdin_file:
        stdin_file.write(stdin)
        stdin_file.seek(0)
        try:
            child = subprocess.Popen(command, stdin=stdin_file, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                     cwd=cwd, env=env or environment(), start_new_session=True)
        except OSError as error:
            return Outcome(127, b"", f"{command[0]}: {error.strerror}\n".encode())
    chunks = {child.stdout: [], child.stderr: []}
    total_bytes, killed = 0, ""
    with selectors.DefaultSelector() as selector:
        for stream in chunks:
            selector.register(stream, selectors.EVENT_READ)
        while selector.get_map():
            ready = selector.select(max(0.0, start + timeout_s - time.monotonic()))
            if not ready:
                killed = f"timeout after {timeout_s:g} s"
                break
            for key, _ in ready:
                data = os.read(key.fd, 1 << 16)
                if data:
                    chunks[key.fileobj].append(data)
                    total_bytes += len(data)
                else:
                    selector.unregister(key.fileobj)
            if total_bytes > MAX_OUTPUT_BYTES:
                killed = f"more than {MAX_OUTPUT_BYTES >> 20} MiB of output"
                break
    if not killed:
        try:
            child.wait(max(0.1, start + timeout_s - time.monotonic()))
        except subprocess.TimeoutExpired:
            killed = f"timeout after {timeout_s:g} s"
    if killed:
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        child.wait()
    stdout, stderr = (b"".join(chunks[s]) for s in (child.stdout, child.stderr))
    child.stdout.close()
    child.stderr.close()
    return Outcome(child.returncode, stdout, stderr, killed, time.monotonic() - start)


HEADER = re.compile(r"#\s*(args|stdin|skip|modules|refused):\s?(.*)")


def read_header(path):
    """Header comments of a test as {key: [values]}; the header is the leading run of comment lines."""
    found = {}
    with open(path, "rb") as file:
        for raw in file:
            line = raw.decode("utf-8", "replace").rstrip("\n")
            if not line.startswith("#"):
                break
            match = HEADER.fullmatch(line)
            if match:
                found.setdefault(match[1], []).append(match[2])
    return found


def find_tests(paths, accept):
    """All files under `paths` (files or folders) that `accept(path)` takes, in a stable order without repeats."""
    found = []
    for path in paths:
        if os.path.isdir(path):
            for folder, subfolders, files in os.walk(path):
                subfolders[:] = sorted(s for s in subfolders if not s.startswith(("_", ".")))
                found += [os.path.join(folder, f) for f in sorted(files)]
        elif os.path.exists(path):
            found.append(path)
        else:
            sys.exit(f"{path}: no such file or folder")
    return [p for p in dict.fromkeys(map(os.path.abspath, found)) if accept(p)]


def test_name(path):
    """Name shown in reports: the path relative to `tests/`, or as given when it lies elsewhere."""
    relative = os.path.relpath(path, TESTS_DIR)
    return path if relative.startswith("..") else relative


class Report:
    """Counts results and prints one block per failure as soon as it is known. Threads: any may call."""

    def __init__(self, verbose=False):
        self.passed = self.failed = self.skipped = 0
        self.failures_by_area = {}
        self.verbose_ = verbose
        self.lock_ = threading.Lock()

    def ok(self, label):
        with self.lock_:
            self.passed += 1
            if self.verbose_:
                print(f"ok      {label}", flush=True)

    def skip(self, label, reason):
        with self.lock_:
            self.skipped += 1
            if self.verbose_:
                print(f"skipped {label}: {reason}", flush=True)

    def fail(self, label, area, detail):
        with self.lock_:
            self.failed += 1
            self.failures_by_area[area] = self.failures_by_area.get(area, 0) + 1
            print(f"FAILED  {label}\n" + "".join(f"    {line}\n" for line in detail), end="", flush=True)

    def finish(self):
        """Prints the summary; returns the runner's exit status."""
        if self.failures_by_area:
            areas = sorted(self.failures_by_area.items(), key=lambda item: (-item[1], item[0]))
            print("failing areas: " + ", ".join(f"{area} {count}" for area, count in areas))
        print(f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped")
        return 1 if self.failed else 0


def for_each(items, jobs, work):
    """Calls `work(item)` on `jobs` threads; the first exception of a worker (a bug of the runner) is raised here."""
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for future in [pool.submit(work, item) for item in items]:
            future.result()
