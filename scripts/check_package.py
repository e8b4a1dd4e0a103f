"""Builds the package as others get it and tries it where nothing else is installed.

    python scripts/check_package.py

The source distribution must hold tracked files alone, so that no text of others slips in; the wheel is built out of it,
installed into new environments with the pinned versions and their hashes, once without and once with the encoder, and
scores the examples in an empty folder with the rows of the checkout.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Sequence
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).resolve().parents[1]
MOST_BYTES: Final = 80_000_000
"""What a wheel may weigh: its bundles have 42, 34 and 4 MB."""
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
        if wheel.stat().st_size > MOST_BYTES:
            raise SystemExit(f"the wheel has more than {MOST_BYTES / 1e6:.0f} MB")
        try_core(install(wheel, room), room)
        try_encoder(install(wheel, room, ["encoder"]), room)


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


def install(wheel: Path, room: Path, extras: Sequence[str] = ()) -> Path:
    """The Python of a new environment that holds, pinned by hash, what the core and the extras need, and the wheel."""
    place = room / "-".join(["env", *extras])
    wanted = place.with_suffix(".lock")
    needed = needed_packages(extras)
    entries = re.split(r"\n(?=\S)", (ROOT / "requirements.lock").read_text("utf-8").strip())
    wanted.write_text("\n".join(one for one in entries if canonicalize_name(one.split("==")[0]) in needed) + "\n")
    run([sys.executable, str(ROOT / "scripts/install.py"), str(place), str(wanted), str(wheel)], room)
    return place / "bin/python"


def needed_packages(extras: Sequence[str]) -> set[str]:
    """The packages that the core and the extras need, with all they need in turn, as installed beside this Python."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *(one for extra in extras for one in project["optional-dependencies"][extra])]
    waiting, names = [Requirement(one) for one in asked], set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name not in names and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
            names.add(name)
            waiting += map(Requirement, distribution(name).requires or [])
    return names


def try_core(python: Path, room: Path) -> None:
    """Without the encoder's libraries the lite bundle answers, from an empty folder."""
    folder = empty_folder(room, "core")
    stance = str(python.with_name("stance"))
    say(run([stance, "--version"], folder).strip())
    say(run([stance, "verify"], folder).strip())
    run([stance, "examples"], folder)
    check_rows(stance, folder, ["--model", str(ROOT / "src/stance/bundle-lite")], "lite")


def try_encoder(python: Path, room: Path) -> None:
    """With them the full one answers, with the rows of the checkout."""
    folder = empty_folder(room, "encoder")
    stance = str(python.with_name("stance"))
    run([stance, "examples", "."], folder)
    check_rows(stance, folder, [], "full")
    table, model = folder / "_car-free-centre/sentences.csv", folder / "models/mine"
    asked = ["--question", str(folder / "_car-free-centre/question.toml"), "--encoder", "none"]
    run([stance, "train", str(table), *asked, "-o", str(model)], folder)
    say(
        "a model trained in an empty folder: "
        + run([stance, "verify", "-m", str(model)], folder).strip().split(": ")[1]
    )


def check_rows(stance: str, folder: Path, options: Sequence[str], kind: str) -> None:
    """The rows of the installed package are, byte for byte, those of the checkout with the bundle of that kind."""
    texts = sorted(str(file) for file in folder.rglob("*.txt") if not file.parent.name.startswith("_"))
    rows = run([stance, "score", *texts, "--format", "jsonl"], folder)
    checkout = str(Path(sys.executable).with_name("stance"))
    if rows != run([checkout, "score", *texts, "--format", "jsonl", *options], folder):
        raise SystemExit(f"the wheel's {kind} bundle gives other rows than the checkout's")
    if '"p_exists"' not in rows:
        raise SystemExit(f"scoring the examples gave {rows[:200]!r}")
    say(f"{kind} bundle, empty folder: {rows.count(chr(10))} rows, byte for byte those of the checkout")


def empty_folder(room: Path, name: str) -> Path:
    """A new folder."""
    folder = room / name
    folder.mkdir()
    return folder


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
