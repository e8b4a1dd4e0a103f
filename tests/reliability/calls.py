"""Calls of the command line, made from its own list of commands and options, with honest and hostile values."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import seeds
from harness import RefusedError

LEFT_OUT = frozenset({"serve", "finetune", "evaluate"})
"""Commands that run for long where nothing is wrong: a server, and two that train for minutes."""

APART = frozenset({"--cluster", "--host", "--port", "--install-completion", "--show-completion", "--jobs"})
"""Options that reach for other processes or a network; they have tests of their own."""

HOSTILE = (
    *(
        "",
        " ",
        "-",
        "--",
        "-1",
        "0",
        "1e9",
        "9" * 30,
        "nan",
        "0.5",
        "x" * 5000,
        "\u202e",
        "e\u0301",
        "👩\u200d👧",
        "'",
        '"',
    ),
    *("no/such", "no\nsuch", "a\x00b", "../..", "~", "*", "$HOME", "%s", "{}", "=x", ",", "\udcff", "a" * 300 + ".csv"),
)
FILES = {
    "talk.txt": seeds.WORDS,
    "messy.txt": seeds.MESSY,
    "empty.txt": b"",
    "binary.pdf": b"\0\1\2",
    "rows.jsonl": seeds.ROWS_JSON[0],
    "rows.csv": seeds.ROWS_CSV[0],
    "labels.csv": seeds.LABELS[0],
    "question.toml": seeds.QUESTIONS[0],
    "bad.toml": b"labels = 7",
    "folder/a.txt": b"China and Russia are allies, said Ilse Marqvist.",
    "session/queue.jsonl": seeds.QUEUES[0],
    "session/ann.answers.jsonl": seeds.ANSWERS[0],
}
WRITTEN = ("out.csv", "out.jsonl", "out.html", "out.parquet", "out.zzz")
VALUES = (*FILES, "folder", "session", "bundle", "missing", *WRITTEN)
OUTPUTS = (*WRITTEN, "out.md", "no/such/out.csv", "folder", "/dev/full")
"""Where a call may write: inside of the folder it runs in, or nowhere."""

CODES = frozenset({0, 2, 3, 4, 5, 130})


class Calls:
    """Calls in a folder of their own; a call is a JSON list of arguments."""

    def __init__(self, bundle: Path, work: Path) -> None:
        from typer.main import get_command

        from stance.cli import app

        self.work = work
        shutil.copytree(bundle, work / "bundle", dirs_exist_ok=True)
        self.group: Any = get_command(app)
        self.commands = {name: found for name, found in self.group.commands.items() if name not in LEFT_OUT}
        calls = ("score talk.txt", "claims folder --no-gate", "agree labels.csv", "config", "verify")
        self.seeds = tuple(json.dumps(call.split()).encode() for call in calls)
        self._lay_out()

    def _lay_out(self) -> None:
        for name, content in FILES.items():
            path = self.work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def mutate(self, _: Sequence[bytes], rng: random.Random) -> bytes:
        """A call of one command with some of its options, each with a value of its kind or a hostile one."""
        name = rng.choice([*self.commands, *HOSTILE[:8]])
        call = [name]
        options = [one for one in getattr(self.commands.get(name), "params", ()) if not set(one.opts) & APART]
        for option in rng.sample(options, min(len(options), rng.choice((0, 1, 2, 3, 5)))):
            call += self._option(option, rng)
        for _ in range(rng.choice((0, 1, 1, 2))):
            call.append(rng.choice(VALUES) if rng.random() < 0.6 else rng.choice(HOSTILE))
        if name in {"label", "adjudicate"}:
            call.append("--terminal")  # the page would serve until it is stopped
        return json.dumps(call).encode()

    def _option(self, option: Any, rng: random.Random) -> list[str]:
        flag = [rng.choice(option.opts)] if option.param_type_name == "option" else []
        if getattr(option, "is_flag", False):
            return flag
        writes = {"output", "left", "disagreements", "predictions", "label_config", "shards", "session", "card"}
        if option.name in writes:
            return [*flag, rng.choice(OUTPUTS)]
        choices = list(getattr(getattr(option, "type", None), "choices", ()) or ())
        kinds = [rng.choice(HOSTILE), rng.choice(VALUES), rng.choice(choices or VALUES), rng.choice(choices or VALUES)]
        return [*flag, str(rng.choice(kinds))]

    def take(self, data: bytes) -> None:
        """Make the call; refused where its exit code says so, failed where that is none of the documented ones."""
        from typer.testing import CliRunner

        from stance.cli import app

        call = json.loads(data)
        before = Path.cwd()
        os.chdir(self.work)
        try:
            bundle = {"STANCE_MODEL": str(self.work / "bundle")}
            result = CliRunner().invoke(app, call, input="", catch_exceptions=True, env=bundle)
        finally:
            os.chdir(before)
            self._lay_out()
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code in CODES, f"exit code {result.exit_code}"
        assert "Traceback" not in result.output, "a traceback"
        if result.exit_code:
            assert result.stderr.strip(), "refused without a word"
            raise RefusedError(str(result.exit_code))
