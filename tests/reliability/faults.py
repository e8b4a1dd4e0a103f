"""What is left after a fault: kills, full disks, folders nobody may write in, inputs that vanish, two writers at once.

    PYTHONPATH=tests python tests/reliability/faults.py [SEED]     prints the rows as JSON

Kills of runs over many processors are with the tests of `stance.scale`.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import seeds
from harness import quiet
from targets import small_bundle

from stance.errors import DataError, StanceError

HERE = Path(__file__).resolve().parent
NOBODY = 65534


@dataclass(slots=True)
class Row:
    """One fault: how often it was brought about, how often all that had been there or acknowledged still was."""

    fault: str
    tried: int = 0
    kept: int = 0
    lost: int = 0
    left: dict[str, int] = field(default_factory=dict)

    def note(self, whole: bool, left: str) -> None:
        """Count one try, and what was left in words."""
        self.tried += 1
        self.kept += whole
        self.lost += not whole
        self.left[left] = self.left.get(left, 0) + 1


Fault = Callable[[random.Random], Row]
FAULTS: list[Fault] = []


def fault(function: Fault) -> Fault:
    """Note a function as a fault to bring about."""
    FAULTS.append(function)
    return function


def _start(code: str, *words: str) -> subprocess.Popen[bytes]:
    """A Python process that runs the code, its words in `sys.argv`."""
    path = os.pathsep.join([str(HERE), str(HERE.parents[1] / "src")])
    return subprocess.Popen(
        [sys.executable, "-c", code, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": path},
    )


def _end(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    """End the process by the signal and let go of what it wrote."""
    process.send_signal(how)
    process.wait()
    process.stdout.close()


def _stance(*words: str, **how: object) -> subprocess.CompletedProcess[str]:
    settings = {"capture_output": True, "encoding": "utf-8", "errors": "replace", "check": False} | how
    return subprocess.run([sys.executable, "-m", "stance", *words], **settings)  # type: ignore[call-overload,no-any-return]


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="stance-fault-") as name:
        yield Path(name)


def _rows_written(path: Path) -> int:
    """The number of rows; raises where the file is no whole JSON lines."""
    text = path.read_text("utf-8")
    assert not text or text.endswith("\n")
    return sum(1 for line in text.splitlines() if json.loads(line))


WRITING = """
import sys
from pathlib import Path
from stance.tables import Format, write_rows
rows = [[{"a": n, "text": "x" * 500}] for n in range(4000)]
print("on", flush=True)
while True:
    write_rows(iter(rows), ("a", "text"), Format(sys.argv[2]), Path(sys.argv[1]))
"""


@fault
def killed_while_results_are_written(chance: random.Random) -> Row:
    """SIGKILL anywhere in the writing of JSONL and CSV over an older file."""
    row = Row("SIGKILL while results are written")
    with _folder() as folder:
        for number in range(15):
            path = folder / "out.jsonl"
            path.write_text('{"a": "old"}\n')
            process = _start(WRITING, str(path), "jsonl")
            process.stdout.readline()
            time.sleep(chance.random() * 0.4)
            _end(process, signal.SIGKILL)
            try:
                rows = _rows_written(path)
            except (AssertionError, ValueError):
                rows = -1
            row.note(rows in {1, 4000}, {1: "the old file", 4000: "the new file"}.get(rows, f"damage, try {number}"))
    return row


SAVING = """
import sys
from pathlib import Path
from stance.bundle import load_model, save_model
model = load_model(Path(sys.argv[1]))
print("on", flush=True)
while True:
    save_model(model, Path(sys.argv[2]))
    print("saved", flush=True)
"""


@fault
def killed_while_a_bundle_is_written(chance: random.Random) -> Row:
    """SIGKILL anywhere in the writing of a bundle over an older one."""
    from stance.bundle import load_model, save_model

    row = Row("SIGKILL while a bundle is written")
    model = load_model(small_bundle())
    with _folder() as folder:
        for _ in range(10):
            path = folder / "bundle"
            save_model(model, path)
            process = _start(SAVING, str(small_bundle()), str(path))
            process.stdout.readline()
            time.sleep(chance.random() * 0.3)
            _end(process, signal.SIGKILL)
            row.note(*_bundle_left(path))
    return row


def _bundle_left(path: Path) -> tuple[bool, str]:
    """Whether a whole bundle is left, at its place or, if the kill fell between two renames, beside it."""
    from stance.bundle import load_model

    places = [path, *path.parent.glob(f".{path.name}-*/old")]
    for place in places:
        try:
            load_model(place)
        except StanceError:
            continue
        return True, "a whole bundle" if place == path else "the old bundle, in a hidden folder beside its place"
    return False, "no whole bundle"


@fault
def killed_between_the_two_renames(_: random.Random) -> Row:
    """SIGKILL at the worst moment of all: the old bundle has been set aside, the new one is not yet at its place."""
    from stance.bundle import load_model, save_model

    code = SAVING.replace(
        'print("on", flush=True)',
        "import os\nrename = Path.rename\nPath.rename = lambda self, to: (rename(self, to), os.kill(os.getpid(), 9))",
    )
    row = Row("SIGKILL between the two renames that put a bundle in place")
    with _folder() as folder:
        for _try in range(3):
            path = folder / f"bundle{_try}"
            save_model(load_model(small_bundle()), path)
            process = _start(code, str(small_bundle()), str(path))
            process.wait()
            process.stdout.close()
            row.note(*_bundle_left(path))
    return row


ANSWERING = """
import sys
from pathlib import Path
from stance.labelling.answer_log import Answer, AnswerLog
with AnswerLog(Path(sys.argv[1])) as answers:
    number = len(answers.answers)
    while True:
        answers.give(Answer(document="a", start=number, end=number + 1, label="yes", note="x" * 300))
        number += 1
        print(number, flush=True)
"""


@fault
def killed_while_labelling(chance: random.Random) -> Row:
    """SIGKILL between and during answers: every answer that was acknowledged is there when labelling goes on."""
    from stance.labelling.answer_log import AnswerLog

    row = Row("SIGKILL while labelling")
    with _folder() as folder:
        for _ in range(20):
            path = folder / "ann.answers.jsonl"
            process = _start(ANSWERING, str(path))
            first = process.stdout.readline()
            time.sleep(chance.random() * 0.1)
            process.kill()
            told = [first, *process.stdout.readlines()]
            process.wait()
            process.stdout.close()
            acknowledged = max(int(line) for line in told if line.endswith(b"\n"))
            with AnswerLog(path) as answers:
                row.note(len(answers.answers) >= acknowledged, "every acknowledged answer")
    return row


@contextmanager
def _full_disk() -> Iterator[Path | None]:
    """A folder on a disk of one megabyte; None where this machine does not let us make one."""
    with _folder() as folder:
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], check=False)
        if made.returncode:
            yield None
            return
        try:
            yield folder
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)


@fault
def full_disk(_: random.Random) -> Row:
    """A disk that fills up while results, a bundle, a queue and answers are written."""
    from stance.bundle import load_model, save_model
    from stance.labelling.answer_log import Answer, AnswerLog
    from stance.tables import Format, write_rows

    row = Row("disk full")
    with _full_disk() as disk:
        if disk is None:
            return row
        for kind in (Format.JSONL, Format.CSV, Format.PARQUET):
            path = disk / f"out.{kind}"
            path.write_text("old")
            rows = ([{"text": random.Random(n).randbytes(600).hex()}] for n in range(2000))
            told = _told(lambda path=path, rows=rows, kind=kind: write_rows(rows, ("text",), kind, path))
            row.note(path.read_text() == "old" and "No space" in told, "the old file; a line says why")
            for part in disk.glob("*.part"):
                part.unlink()
        answers = AnswerLog(disk / "ann.answers.jsonl")
        given, told = 0, ""
        while not told:
            answer = Answer(document="a", start=given, end=given + 1, label="yes", note="x" * 9000)
            told = _told(lambda answer=answer: answers.give(answer))
            given += not told
        answers.close()
        with AnswerLog(disk / "ann.answers.jsonl") as again:
            row.note(len(again.answers) == given and "No space" in told, "every acknowledged answer; a line says why")
        (disk / "ann.answers.jsonl").unlink()
        path = disk / "bundle"
        path.mkdir()
        for file in small_bundle().iterdir():
            (path / file.name).write_bytes(file.read_bytes())
        _fill(disk, 50_000)
        told = _told(lambda: save_model(load_model(small_bundle()), path))
        row.note(
            _bundle_left(path) == (True, "a whole bundle") and "No space" in told, "the old bundle; a line says why"
        )
    return row


def _fill(disk: Path, but: int) -> None:
    """Fill the disk but for so many bytes."""
    found = os.statvfs(disk)
    (disk / "rest").write_bytes(bytes(max(0, found.f_bavail * found.f_frsize - but)))


def _told(work: Callable[[], object]) -> str:
    """The line with which the work was refused; empty where it was done."""
    try:
        work()
    except StanceError as error:
        return str(error)
    return ""


@fault
def full_standard_output(_: random.Random) -> Row:
    """Standard output on a device that is always full."""
    row = Row("standard output full")
    with _folder() as folder:
        (folder / "talk.txt").write_bytes(seeds.WORDS)
        with Path("/dev/full").open("w") as full:
            words = [sys.executable, "-m", "stance", "claims", "talk.txt", "--no-gate"]
            done = subprocess.run(words, cwd=folder, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        row.note(
            done.returncode == 3 and "No space" in done.stderr and "Traceback" not in done.stderr, "exit 3, a line"
        )
    return row


FORBIDDEN = """
import os, sys, encodings.utf_8_sig, xml.sax.saxutils, xml.etree.ElementTree
from pathlib import Path
from typer.testing import CliRunner
from stance.cli import app
import stance.attribution.claims
import stance.bundle, stance.model, stance.pipeline, stance.parser, stance.labelling.answer_log
import stance.readers, stance.labelling.exchange
import stance.labelling.queue, stance.labelling.merge, stance.report.html, stance.labelling.session, stance.web.service
stance.parser.load_parser()
os.setegid(65534); os.seteuid(65534)
os.chdir(sys.argv[1])
done = CliRunner().invoke(app, sys.argv[2:], input="")
print(done.exit_code, repr(done.exception), done.stderr, flush=True)
"""


@fault
def folder_read_only(_: random.Random) -> Row:
    """Every command that writes, as a user who may read the folder and not write in it."""
    row = Row("read-only folder")
    if os.geteuid() != 0:
        return row
    with _folder() as folder:
        (folder / "talk.txt").write_bytes(seeds.WORDS)
        (folder / "q.toml").write_bytes(seeds.QUESTIONS[0])
        (folder / "t.csv").write_bytes(seeds.LABELS[1])
        (folder / "out.jsonl").write_text("old")
        folder.chmod(0o555)
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        for words in (
            ["claims", "talk.txt", "--no-gate", "-o", "out.jsonl"],
            ["claims", "talk.txt", "--no-gate", "-o", "new.csv"],
            ["export", "t.csv", "--to", "jsonl", "-o", "new.jsonl"],
            ["label", "talk.txt", "--annotator", "ann", "--terminal", "--question", "q.toml", "--no-gate"],
            ["share", "t.csv", "-o", "package", "--question", "q.toml"],
            ["agree", "t.csv", "--disagreements", "d.csv"],
        ):
            process = _start(FORBIDDEN, str(folder), *words)
            told = process.communicate()[0].decode()
            after = {path.name: path.read_bytes() for path in folder.iterdir()}
            fine = told.startswith(("2 ", "3 ")) and "Traceback" not in told and after == before
            row.note(fine, "all as it was; a line says why" if fine else f"{words[0]}: {told[:300]}")
        folder.chmod(0o755)
    return row


@fault
def input_vanishes(_: random.Random) -> Row:
    """Files and folders that are gone between being found and being read; the others are still read."""
    from stance.sources import find_sources, read_documents

    row = Row("input vanishes")
    for gone in ("a.txt", "b.md", "c.jsonl"):
        with _folder() as folder:
            for name in ("a.txt", "b.md", "d.txt"):
                (folder / name).write_bytes(seeds.WORDS)
            (folder / "c.jsonl").write_bytes(b'{"id": "of c", "text": "They met."}\n')
            sources = find_sources([str(folder)])
            (folder / gone).unlink()
            found = list(read_documents(sources))
            faults = [one for one in found if isinstance(one, DataError)]
            row.note(len(faults) == 1 and gone in str(faults[0]), "the others are read; a line names what is gone")
    for name in ("model.json", "pipeline.skops", "golden.jsonl"):
        with _folder() as folder:
            from stance.bundle import load_model

            for file in small_bundle().iterdir():
                (folder / file.name).write_bytes(file.read_bytes())
            (folder / name).unlink()
            told = _told(lambda folder=folder: load_model(folder))
            row.note(name in told, "refused; a line names what is gone")
    return row


@fault
def two_writers_of_one_file(_: random.Random) -> Row:
    """Two runs that write the same results at once."""
    row = Row("two writers of one file")
    with _folder() as folder:
        for _try in range(3):
            path = folder / "out.jsonl"
            both = [_start(WRITING, str(path), "jsonl") for _ in range(2)]
            for process in both:
                process.stdout.readline()
            time.sleep(1)
            for process in both:
                _end(process, signal.SIGTERM)
            try:
                whole = _rows_written(path) == 4000
            except (AssertionError, ValueError, OSError):
                whole = False
            row.note(whole, "one whole file" if whole else "a file of both")
    return row


@fault
def two_writers_of_one_bundle(_: random.Random) -> Row:
    """Two trainings that save the same bundle at once."""
    from stance.bundle import load_model, save_model

    row = Row("two writers of one bundle")
    with _folder() as folder:
        for _try in range(3):
            path = folder / "bundle"
            save_model(load_model(small_bundle()), path)
            both = [_start(SAVING, str(small_bundle()), str(path)) for _ in range(2)]
            for _ in range(10):
                for process in both:
                    process.stdout.readline()  # one that was refused has no more lines
            for process in both:
                _end(process, signal.SIGTERM)
            row.note(*_bundle_left(path))
    return row


@fault
def two_annotators_of_one_name(_: random.Random) -> Row:
    """The same annotator labelling twice at once: the second is refused, the first loses nothing."""
    from stance.labelling.answer_log import AnswerLog

    row = Row("two sessions of one annotator")
    with _folder() as folder:
        path = folder / "ann.answers.jsonl"
        process = _start(ANSWERING, str(path))
        process.stdout.readline()
        told = _told(lambda: AnswerLog(path))
        _end(process, signal.SIGKILL)
        row.note("is labelling here already" in told, "the second is refused with a line")
    return row


def run_all(seed: int = 0) -> list[dict[str, object]]:
    """Every fault, as rows; those of whole commands too."""
    import command_faults  # noqa: F401  (notes them)

    with quiet():
        return [asdict(function(random.Random(f"{function.__name__}-{seed}"))) for function in FAULTS]


if __name__ == "__main__":
    import faults  # under its own name, as `command_faults` imports it: else there would be two lists

    print(json.dumps(faults.run_all(*map(int, sys.argv[1:])), indent=1))  # noqa: T201
