"""Faults of whole commands: killed at any moment, on a full disk, with few file handles, little memory, an odd clock.

The commands run in forks of a process that has read the libraries, so that hundreds of kills take minutes. `faults`
imports this, so that they join its list.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import seeds
from faults import Row, _fill, _folder, _full_disk, _rows_written, _stance, fault
from targets import small_bundle

Work = Callable[[], object]

KILLS = 30
"""How often each command is killed."""

OLD = "old\n"


def forked(work: Work, seconds: float | None = None, limits: dict[int, int] | None = None) -> int:
    """Do the work in a fork, again and again until it is killed after the seconds, or once (None); its exit code."""
    child = os.fork()
    if child == 0:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nowhere, number)
        for name, value in (limits or {}).items():
            resource.setrlimit(name, (value, value))
        try:
            code = int(work() or 0)
            while seconds is not None:
                work()
        except BaseException:
            code = 1
        os._exit(code)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def call(*words: object) -> int:
    """The exit code of a command in this process; 1 where it ends in a traceback."""
    from typer.testing import CliRunner

    from stance.cli import app

    done = CliRunner().invoke(app, [str(word) for word in words])
    return done.exit_code if done.exception is None or isinstance(done.exception, SystemExit) else 1


def prepare(folder: Path) -> None:
    """What the commands read: texts, a label table, a question, a session with answers."""
    from stance.labelling.answer_log import Answer, AnswerLog, answer_file

    (folder / "texts").mkdir(parents=True)
    (folder / "texts/a.txt").write_text(seeds.TALK)
    (folder / "question.toml").write_bytes((seeds.ROOT / "data/labeled/question.toml").read_bytes())
    (folder / "labels.csv").write_text(seeds.TRAINING)
    for name in ("session", "settling"):
        (folder / name).mkdir()
        (folder / name / "queue.jsonl").write_bytes(seeds.QUEUES[0])
        with AnswerLog(answer_file(folder / name, "ann")) as log:
            log.give(Answer(document="a", start=0, end=11, label="none", note="so"))


def commands(folder: Path, output: Path) -> dict[str, list[object]]:
    """Commands that write, by name, each into a file or folder called after it."""
    question, model = ["--question", folder / "question.toml"], ["-m", small_bundle(), "--no-gate"]
    return {
        "train": ["train", folder / "labels.csv", *question, "--encoder", "none", "-o", output / "train"],
        "merge": ["merge", folder / "session", "--texts", folder / "texts", "-o", output / "merge.csv"],
        "report": ["report", folder / "texts", *model, "-o", output / "report.html"],
        "score": ["score", folder / "texts", *model, "-o", output / "score.jsonl"],
        "estimate": ["estimate", folder / "texts", *model[:2], "--plan", "0.2", "-o", output / "estimate.csv"],
        "share": ["share", folder / "labels.csv", *question, "--texts", folder / "texts", "-o", output / "share"],
        "export": ["export", folder / "labels.csv", "--to", "jsonl", "-o", output / "export.jsonl"],
    }


def whole(path: Path, new: bytes) -> bool:
    """Whether what stands there is the old or the new, and nothing half; of a file the bytes of the new are known."""
    from stance.bundle import load_model

    if path.suffix:
        facts = path.with_name(f"{path.name}.meta.json")
        assert not facts.exists() or json.loads(facts.read_text("utf-8"))
        return path.read_bytes() in {OLD.encode(), new}
    if path.name == "train":
        places = [path, *path.parent.glob(f".{path.name}-*/old")]
        kept = any((place / "notes.txt").is_file() for place in places)
        return kept and any(_loads(load_model, place) for place in places)
    return not path.exists() or (path / "SHA256SUMS").is_file()


def _loads(load: Callable[[Path], object], place: Path) -> bool:
    from stance.errors import ModelError

    try:
        load(place)
    except ModelError:
        return False
    return True


def _kill_commands(names: tuple[str, ...], chance: random.Random) -> Row:
    row = Row(f"SIGKILL during {', '.join(names)}")
    with _folder() as folder:
        prepare(folder)
        before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        output = folder / "out"
        output.mkdir()
        for name in names:
            words = commands(folder, output)[name]
            target = Path(str(words[-1]))
            if name == "train":
                call(*words)
                (target / "notes.txt").write_text("mine")
            elif target.suffix:
                target.write_text(OLD)
            began = time.monotonic()
            forked(lambda words=words: call(*words))
            takes = time.monotonic() - began
            new = target.read_bytes() if target.suffix else b""
            assert new != OLD.encode()
            for _ in range(KILLS):
                if target.suffix:
                    target.write_text(OLD)
                forked(lambda words=words: call(*words), chance.random() * 2 * takes)
                same = all(file.read_bytes() == data for file, data in before.items())
                fine = whole(target, new) and same
                row.note(fine, f"{name}: the old or the new, whole" if fine else f"{name}: damage")
    return row


@fault
def killed_while_training(chance: random.Random) -> Row:
    """SIGKILL anywhere in a training over an older bundle, with a user's notes beside it."""
    return _kill_commands(("train",), chance)


@fault
def killed_while_a_command_writes(chance: random.Random) -> Row:
    """SIGKILL anywhere in commands that write a file or a folder."""
    return _kill_commands(("merge", "export", "share"), chance)


@fault
def killed_while_documents_are_read(chance: random.Random) -> Row:
    """SIGKILL anywhere in scoring, in a report and in an estimate."""
    return _kill_commands(("score", "report", "estimate"), chance)


@fault
def killed_while_settling(chance: random.Random) -> Row:
    """SIGKILL while labels are settled, each with its reason: what was acknowledged is there, and is merged."""
    from stance.labelling.answer_log import Answer, AnswerLog, answer_file

    row = Row("SIGKILL during adjudicate, then merge")
    with _folder() as folder:
        prepare(folder)
        for _ in range(KILLS):
            heard, told = os.pipe()

            def settle(told: int = told) -> None:
                with AnswerLog(answer_file(folder / "settling", "gold")) as log:
                    number = len(log.answers)
                    while True:
                        log.give(Answer(document="a", start=number, end=number + 1, label="none", note="because"))
                        number += 1
                        os.write(told, b"%d\n" % number)

            forked(settle, 0.02 + chance.random() * 0.1)
            os.close(told)
            with os.fdopen(heard, "rb") as lines:
                acknowledged = max((int(line) for line in lines if line.endswith(b"\n")), default=0)
            with AnswerLog(answer_file(folder / "settling", "gold")) as log:
                kept = len(log.answers) >= acknowledged
            code = call("merge", folder / "settling", "--texts", folder / "texts", "-o", folder / "gold.csv")
            row.note(kept and code == 0, "every acknowledged answer, and merged")
    return row


@fault
def commands_on_a_full_disk(_: random.Random) -> Row:
    """A disk that is full when commands write: the old stays, a line says why."""
    row = Row("disk full during every command that writes")
    with _folder() as folder, _full_disk() as disk:
        if disk is None:
            return row
        prepare(folder)
        for name, words in commands(folder, disk).items():
            target = Path(str(words[-1]))
            if target.suffix:
                target.write_text(OLD)
            _fill(disk, 100)
            code = forked(lambda words=words: call(*words))
            fine = code == (5 if name == "train" else 3) and (
                target.read_text() == OLD if target.suffix else not target.exists()
            )
            row.note(fine, "the old or nothing; a line says why" if fine else f"{name}: exit {code}")
            for file in disk.iterdir():
                if file.is_file():
                    file.unlink()
    return row


@fault
def many_files_and_few_handles(_: random.Random) -> Row:
    """50,000 files in a folder, with 64 file handles: all are read."""
    row = Row("50,000 files in a folder, 64 file handles")
    with _folder() as folder:
        texts = folder / "texts"
        texts.mkdir()
        for number in range(50_000):
            (texts / f"n{number}.txt").write_bytes(b"Gas is cheap.\n")
        words = ["score", texts, "-m", small_bundle(), "-o", folder / "out.jsonl"]
        code = forked(lambda: call(*words), limits={resource.RLIMIT_NOFILE: 64})
        facts = folder / "out.jsonl.meta.json"
        fine = code == 0 and json.loads(facts.read_text())["documents"] == 50_000
        row.note(fine, "all are read" if fine else f"exit {code}")
    return row


@fault
def little_memory(_: random.Random) -> Row:
    """Less and less memory: the work is done or refused with a line, never a traceback, never half a file."""
    row = Row("little memory")
    with _folder() as folder:
        (folder / "long.txt").write_bytes(seeds.WORDS * 400)
        (folder / "short.txt").write_bytes(seeds.WORDS)
        # The first call gets the libraries what they need.
        call("claims", folder / "short.txt", "--no-gate", "-o", folder / "short.jsonl")
        for extra in (5, 20, 50, 100, 200, 400, 800):
            size = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
            output = folder / f"{extra}.jsonl"
            words = ["claims", folder / "long.txt", "--no-gate", "-o", output]
            code = forked(lambda words=words: call(*words), limits={resource.RLIMIT_AS: size + extra * 1_000_000})
            fine = (code == 0 and _rows_written(output) > 0) or (code == 3 and not output.exists())
            row.note(fine, ("done" if code == 0 else "refused with a line") if fine else f"{extra} MB: exit {code}")
    return row


CLOCKS = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
import stance.labelling.answer_log as log
from stance.labelling.answer_log import Answer, AnswerLog
class Clock(datetime):
    days = 0
    @classmethod
    def now(cls, zone=None):
        cls.days -= 400
        return datetime(2026, 1, 1, tzinfo=zone) + timedelta(days=cls.days)
log.datetime = Clock
with AnswerLog(Path(sys.argv[1])) as answers:
    for label in ("none", "exists", "unlikely"):
        answers.give(Answer(document="a", start=0, end=11, label=label))
"""


@fault
def clock_goes_back(_: random.Random) -> Row:
    """A clock that goes back a year with every answer: the last answer counts, and the session goes on."""
    from stance.labelling.answer_log import read_answers

    row = Row("a clock that goes back")
    with _folder() as folder:
        prepare(folder)
        path = folder / "session/ann.answers.jsonl"
        subprocess.run([sys.executable, "-c", CLOCKS, str(path)], check=True)
        (answer,) = read_answers(path).values()
        code = call("merge", folder / "session", "--texts", folder / "texts", "-o", folder / "labels.csv")
        merged = "unlikely" in (folder / "labels.csv").read_text() if code == 0 else False
        row.note(answer.label == "unlikely" and merged, "the last answer counts")
    return row


@fault
def another_locale(_: random.Random) -> Row:
    """No locale at all: names, texts and tables are as ever."""
    row = Row("locale C, without UTF-8")
    with _folder() as folder:
        (folder / "größe.txt").write_text("China and Russia are allies – said Ilse Marqvist.\n", "utf-8")
        plain = os.environ | {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        for words in (["claims", "."], ["claims", ".", "--format", "table"], ["documents", "."]):
            done = _stance(*words, cwd=folder, env=plain)
            fine = done.returncode == 0 and "Traceback" not in done.stderr
            row.note(fine, "as ever" if fine else f"{words}: {done.stderr[-200:]}")
    return row
