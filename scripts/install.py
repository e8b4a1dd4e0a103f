"""Makes a virtual environment that holds what a lock pins: nothing is resolved, nothing is built.

    python scripts/install.py VENV LOCK [PIP ARGUMENT...]

What follows the lock is installed last (`--editable .`, a wheel), without its dependencies, which are all in the lock.
`pip check` has the last word. STANCE_BUILD=1 lets packages be built where there is no wheel for this machine; what the
builds need is then taken from the index, unpinned.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

OLDEST = (3, 11)
SILENCE = 2.0
"""Seconds after which a line says how far the installation is, again and again."""
LAST_LINES = 15
"""Lines of pip's own words that are shown when it fails."""
NOT_OURS = ("TARGET", "PREFIX", "ROOT", "USER", "CONSTRAINT", "NO_BINARY", "ONLY_BINARY", "PRE", "UPGRADE", "NO_DEPS")
"""Settings of pip, as PIP_<NAME>, that would install something else, or elsewhere. Where packages come from is kept."""


def main(arguments: list[str]) -> None:
    """Check this machine, make the environment, fill it, have pip check it."""
    if len(arguments) < 2:
        raise SystemExit(__doc__)
    venv, lock, rest = Path(arguments[0]), Path(arguments[1]), arguments[2:]
    check_machine()
    python = make_environment(venv)
    count = len(re.findall(r"^[A-Za-z0-9]\S*==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    say(f"Installing the {count} packages that {lock.name} pins (about two minutes where nothing is cached)")
    wheels = [] if os.environ.get("STANCE_BUILD") else ["--only-binary", ":all:"]
    pip(python, ["install", "--no-deps", *wheels, "--require-hashes", "-r", str(lock)], count)
    if rest:
        say(f"Installing {' '.join(rest)}")
        pip(python, ["install", "--no-deps", "--no-build-isolation", *rest])
    say("Checking that everything fits together (pip check)")
    pip(python, ["check"])
    say(f"{venv} is ready")


def check_machine() -> None:
    """End with the remedy where this Python, or a compiler that was asked for, will not do."""
    if sys.version_info < OLDEST:
        raise SystemExit(
            f"Python {'.'.join(map(str, OLDEST))} or newer is needed; this is {sys.version.split()[0]}.\n"
            "Install one and name it: make PYTHON=python3.12"
        )
    if os.environ.get("STANCE_BUILD") and not (shutil.which("cc") or shutil.which("gcc")):
        raise SystemExit(
            "STANCE_BUILD needs a C compiler; on Debian or Ubuntu: apt install build-essential python3-dev"
        )


def make_environment(venv: Path) -> Path:
    """The environment's Python; the environment is made where there is none that works."""
    python = venv / "bin/python"
    if works(python):
        say(f"Using the environment in {venv}")
        return python
    say(f"Creating a virtual environment in {venv} (Python {sys.version.split()[0]})")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(venv)], capture_output=True, text=True, check=False
    )
    if made.returncode or not works(python):
        raise SystemExit(
            f"{(made.stdout + made.stderr).strip()}\n\nThe virtual environment could not be made.\n"
            "On Debian or Ubuntu: apt install python3-venv; elsewhere, take a Python that has venv and ensurepip."
        )
    return python


def works(python: Path) -> bool:
    """Whether the environment's Python runs and has pip."""
    if not python.exists():
        return False
    return not subprocess.run(
        [str(python), "-I", "-m", "pip", "--version"], capture_output=True, check=False
    ).returncode


def pip(python: Path, arguments: list[str], total: int = 0) -> None:
    """Run the environment's pip; ends this run, with pip's last words and the remedy, where pip fails."""
    kept = {name: value for name, value in os.environ.items() if name not in {f"PIP_{one}" for one in NOT_OURS}}
    command = [str(python), "-I", "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    lines: list[str] = []
    finished = threading.Event()
    threading.Thread(target=keep_saying, args=(lines, total, finished), daemon=True).start()
    with subprocess.Popen(
        command,
        env=kept,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        lines.extend(line.rstrip() for line in process.stdout or ())
    finished.set()
    if process.returncode:
        raise SystemExit("\n".join(["", *lines[-LAST_LINES:], "", remedy("\n".join(lines), arguments[0])]))


def keep_saying(lines: list[str], total: int, finished: threading.Event) -> None:
    """Every two seconds, how far pip is by the lines it has written so far."""
    started = time.monotonic()
    while not finished.wait(SILENCE):
        at_hand = sum(line.startswith(("Collecting ", "Processing ")) for line in lines)
        unpacking = any(line.startswith("Installing collected") for line in lines)
        what = "unpacking" if unpacking else f"{at_hand} of {total} at hand" if total else "working"
        say(f"  {what} ({time.monotonic() - started:.0f} s)")


def remedy(words: str, command: str) -> str:
    """What to do about pip's failure, told by its words."""
    if command == "check":
        return (
            "Packages of this environment do not fit together. If it held others before: make clean, then make.\n"
            "In a new one, the lock is incomplete: make lock, and please report it."
        )
    if "No matching distribution" in words:
        return (
            "There is no wheel of a pinned package for this Python and machine, or the index cannot be reached.\n"
            "Check the network and pip's index first. Python 3.11 to 3.13 on Linux (x86-64, ARM) has all wheels:\n"
            "make PYTHON=python3.12. Elsewhere, with a compiler (apt install build-essential python3-dev):\n"
            "make install STANCE_BUILD=1"
        )
    if "DO NOT MATCH THE HASHES" in words:
        return "The index offers another file than the one the lock pins. Do not install it; ask who runs the index."
    if "No space left" in words:
        return "The disk is full: the environment takes about 1.5 GB."
    return "pip could not install what the lock pins; its own words stand above. Once mended, run make again."


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
