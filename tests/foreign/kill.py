"""Kills `copydesk fix` at random points: `kill.py PROGRAM POINTS DRAFTS`. See `kill`."""

import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM, POINTS, DRAFTS = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]), int(sys.argv[3])
ARGUMENTS = ["fix", ".", "--select", "doubled-word", "--quiet"]
FAULTY = "The harbour board met on on Monday and took vote {n} of the year.\r\n\r\n"


def fill(folder):
    """Writes the drafts: small ones, long ones, one in UTF-16, one behind a link."""
    for n in range(DRAFTS):
        text = f"Board meets {n}\r\n\r\n" + FAULTY.format(n=n) * (4 if n % 10 else 400)
        encoding = "utf-16" if n % 7 == 0 else "utf-8"
        (folder / f"draft-{n:04}.txt").write_bytes(text.encode(encoding))


def read(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*.txt")}


def leftovers(folder):
    return len(list(folder.glob(".*.copydesk-tmp")))


def main():
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "drafts"
        folder.mkdir()
        fill(folder)
        old = read(folder)
        began = time.monotonic()
        subprocess.run([PROGRAM, *ARGUMENTS], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        whole = time.monotonic() - began
        new = read(folder)
        assert all(old[name] != new[name] for name in old), "every draft has a fix"
        writing = before = after = left = lost = 0
        for point in range(POINTS):
            # The first bytes are back, but what the killed run has left stays for the next one to sweep.
            fill(folder)
            run = subprocess.Popen([PROGRAM, *ARGUMENTS], cwd=folder, stdout=subprocess.DEVNULL)
            time.sleep(whole * (point + chance.random()) / POINTS)
            run.send_signal(signal.SIGKILL)
            ended = run.wait() == 0
            now = read(folder)
            lost += sum(now.get(name) not in (old[name], new[name]) for name in old)
            done = sum(now.get(name) == new[name] for name in old)
            mine = leftovers(folder)
            left += mine > 0
            writing += 0 < done < DRAFTS or (mine > 0 and not ended)
            before += done == 0 and mine == 0
            after += ended or done == DRAFTS
        subprocess.run([PROGRAM, *ARGUMENTS], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        print(
            f"{POINTS} kills over {whole:.2f} s and {DRAFTS} drafts: {writing} while drafts were written "
            f"({left} left a temporary file), {before} before, {after} after; {lost} drafts lost; "
            f"{leftovers(folder)} leftovers after the last run"
        )
        assert lost == 0 and leftovers(folder) == 0 and read(folder) == new
        assert writing * 3 > POINTS, "most kills miss the writing: take more drafts"


main()
