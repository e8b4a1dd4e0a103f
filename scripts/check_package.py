"""Builds the package as others get it and tries it where nothing else is installed.

    python scripts/check_package.py

The source distribution must hold tracked files alone, so that no text of others slips in; the wheel is built out of it,
installed into a new environment with the pinned versions and their hashes, and scores a text in an empty folder.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).resolve().parents[1]
TEXT: Final = "China and Russia are allies in all but name, said Ilse Marqvist. I do not believe it.\n"
BUILD: Final = "import sys, setuptools.build_meta as b; print(getattr(b, sys.argv[1])(sys.argv[2]))"


def main() -> None:
    """Build, compare, install, try."""
    with tempfile.TemporaryDirectory(prefix="stance-package-") as name:
        room = Path(name)
        packed = build("build_sdist", ROOT, room)
        with tarfile.open(packed) as archive:
            archive.extractall(room / "source", filter="data")
        (source,) = (room / "source").iterdir()
        check_files(source)
        wheel = build("build_wheel", source, room)
        say(f"{packed.name}: {packed.stat().st_size / 1e6:.1f} MB; {wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB")
        python = install(wheel, room)
        try_out(python, room)


def build(what: str, source: Path, target: Path) -> Path:
    """The file that the build backend makes of a source tree, without a network."""
    return target / run([sys.executable, "-c", BUILD, what, str(target)], source).splitlines()[-1]


def check_files(source: Path) -> None:
    """Nothing, where every file of the source distribution is tracked, or made by the build."""
    tracked = set(run(["git", "ls-files"], ROOT).splitlines())
    found = {file.relative_to(source).as_posix() for file in source.rglob("*") if file.is_file()}
    made = {"PKG-INFO", "setup.cfg"}
    if strange := [name for name in sorted(found - tracked - made) if ".egg-info/" not in name]:
        raise SystemExit(f"the source distribution holds files that are not tracked: {', '.join(strange[:10])}")
    needed = {"pyproject.toml", "requirements.lock", "tests/conftest.py", "data/labeled/question.toml"}
    if missing := sorted(needed - found):
        raise SystemExit(f"the source distribution lacks {', '.join(missing)}")
    say(f"source distribution: {len(found)} files, all tracked")


def install(wheel: Path, room: Path) -> Path:
    """The Python of a new environment that holds, pinned by hash, what the core needs, and the wheel."""
    wanted = room / "core.lock"
    needed = core()
    entries = re.split(r"\n(?=\S)", (ROOT / "requirements.lock").read_text("utf-8").strip())
    wanted.write_text("\n".join(one for one in entries if canonicalize_name(one.split("==")[0]) in needed) + "\n")
    run([sys.executable, str(ROOT / "scripts/install.py"), str(room / "env"), str(wanted), str(wheel)], room)
    return room / "env/bin/python"


def core() -> set[str]:
    """The packages that the core needs, with all they need in turn, as they are installed beside this Python."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    waiting, found = [Requirement(one) for one in tomllib.loads(text)["project"]["dependencies"]], set()
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        if name not in found and (one.marker is None or one.marker.evaluate({"extra": ""})):
            found.add(name)
            waiting += map(Requirement, distribution(name).requires or [])
    return found


def try_out(python: Path, room: Path) -> None:
    """The command line in an empty folder: its version, the packed bundle's own check, a text scored."""
    empty = room / "empty"
    empty.mkdir()
    (empty / "talk.txt").write_text(TEXT)
    stance = str(python.with_name("stance"))
    say(run([stance, "--version"], empty).strip())
    say(run([stance, "verify"], empty).strip())
    rows = run([stance, "score", "talk.txt"], empty).splitlines()
    if len(rows) < 2 or '"p_exists"' not in rows[0]:
        raise SystemExit(f"scoring a text gave {rows!r}")
    say(f"talk.txt: {len(rows)} claims scored")


def run(command: list[str], folder: Path) -> str:
    """What a command prints; ends this one where it fails."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "STANCE_"))}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:4])} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    return done.stdout


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
