"""Bad input of every kind, one run a file: `bad_input.py PROGRAM FOLDER…`. Each file is checked or named with the reason, in
less than two seconds and 256 MiB, whatever its name and whatever it holds."""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

SECONDS = 2.0
MEMORY = 256 * 1024  # KiB, as the system counts
PROGRAM, FOLDERS = sys.argv[1], sys.argv[2:]
ARGUMENTS = ["check", "--format", "full", "--color", "always", "--no-cache", "--threads", "1"]


def run(path, said):
    """Exit code, seconds of processor time, peak memory."""
    with open(said, "wb") as log, open(os.devnull, "wb") as report:
        child = subprocess.Popen([PROGRAM, *ARGUMENTS, "--", path], stdout=report, stderr=log)
        began = time.monotonic()
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() - began > 60:
                child.kill()
            time.sleep(0.002)
        child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def faults(code, seconds, memory, said):
    if code not in (0, 1, 2):
        yield f"ended with {code}"
    if b"internal error" in said:
        yield "has an internal error"
    if code == 2 and not said.strip():
        yield "is not checked, and nobody says why"
    if seconds >= SECONDS:
        yield f"took {seconds:.2f} s"
    if memory >= MEMORY:
        yield f"took {memory / 1024:.0f} MiB"


def main():
    files = sorted(path for folder in FOLDERS for path in pathlib.Path(folder).rglob("*") if path.is_file())
    slowest, largest, refused, bad = (0, ""), (0, ""), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder, "said")
        for path in files:
            code, seconds, memory = run(path, log)
            said = log.read_bytes()
            slowest, largest = max(slowest, (seconds, path.name)), max(largest, (memory, path.name))
            refused += code == 2
            for fault in faults(code, seconds, memory, said):
                bad += 1
                print(f"{path}: {fault}", said.decode(errors="replace").strip()[:400])
    print(
        f"{len(files)} files, {refused} refused in words; the slowest {slowest[0]:.2f} s ({slowest[1]}), "
        f"the largest {largest[0] / 1024:.0f} MiB ({largest[1]}); {bad} faults"
    )
    return 0 if files and bad == 0 else 1


sys.exit(main())
