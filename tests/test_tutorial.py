"""The tutorial is run as written: its blocks in order, in one project folder, and what it shows is what is said."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import typer
from typer.testing import CliRunner

import stance
from stance.cli import app

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs/tutorial.md").read_text("utf-8")


class Block(NamedTuple):
    language: str
    slow: bool
    line: int
    body: str


BLOCKS = [
    Block(match[1], bool(match[2]), TEXT.count("\n", 0, match.start()) + 1, match[3])
    for match in re.finditer(r"^```(\w+)( slow)?\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project folder of its own, with the examples, the data and the shipped bundle."""
    of_others = shutil.ignore_patterns("originals", "field")  # texts that a clone does not have
    for name in ("examples", "data", "models/china-russia"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=of_others)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(line: str) -> str:
    """What a command says, run in this process; a pipe before it is run by the shell."""
    words = re.fullmatch(r"(?:(.+?) \| )?stance (.+)", line)
    if not words:
        subprocess.run(["sh", "-e", "-c", line], check=True)
        return ""
    typed = subprocess.run(["sh", "-c", words[1]], capture_output=True, check=True).stdout if words[1] else None
    done = CliRunner().invoke(app, words[2], input=typed)
    assert done.exit_code == 0, f"{line}\n{done.output}\n{done.exception!r}"
    return done.output


def squeezed(text: str) -> list[str]:
    """Its lines, each run of spaces made one, empty ones left out."""
    return [line for line in (re.sub(r"\s+", " ", line).strip() for line in text.splitlines()) if line]


def assert_shown(block: Block, said: str) -> None:
    missing = [line for line in squeezed(block.body) if line not in squeezed(said)]
    assert missing == [], f"docs/tutorial.md, line {block.line}: not what was said:\n{said}"


def test_the_tutorial_runs_as_written(project, capsys):
    names: dict[str, object] = {}
    said = ""
    for block in BLOCKS:
        if block.slow or block.language == "console":
            continue
        if block.language == "sh":
            said = "".join(call(line) for line in block.body.splitlines())
        elif block.language == "python":
            capsys.readouterr()
            exec(compile("\n" * block.line + block.body, "docs/tutorial.md", "exec"), names)
            said = capsys.readouterr().out
        else:
            assert_shown(block, said)
    assert {name for name in stance.__all__ if names.get(name) is getattr(stance, name)} == set(stance.__all__)
    for made in (
        *("scores.csv", "summary.html", "shares.csv", "gold.csv", "models/mine/model.json"),
        *("models/pilot/model.json", "models/centre/model.json", "centre-scores.csv.meta.json"),
    ):
        assert (project / made).stat().st_size > 0, made


@pytest.mark.slow
def test_every_command_runs_in_a_shell_and_the_slow_ones_too(project):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    said = ""
    for block in BLOCKS:
        if block.language == "sh":
            done = subprocess.run(
                ["sh", "-e", "-c", f"exec 2>&1\n{block.body}"],
                capture_output=True,
                text=True,
                check=False,
                env=os.environ | {"PATH": path},
            )
            said = done.stdout
            assert done.returncode == 0, f"docs/tutorial.md, line {block.line}: {said}"
        elif block.language == "text" and block.body.startswith(("stance:", "agreement", "models/")):
            assert_shown(block, said)
    assert "macro F1" in (project / "models/mine/CARD.md").read_text("utf-8")


def test_the_blocks_are_all_of_a_known_kind_and_the_tutorial_is_short():
    assert {block.language for block in BLOCKS} == {"sh", "python", "text", "console"}
    assert [block.body for block in BLOCKS if block.slow] != []
    assert TEXT.count("\n") <= 310


def test_the_port_of_the_tutorial_is_the_one_that_serve_takes():
    (named,) = set(re.findall(r"localhost:(\d+)", TEXT))
    (port,) = (one.default for one in typer.main.get_command(app).commands["serve"].params if one.name == "port")
    assert port == int(named)
