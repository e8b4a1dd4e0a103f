"""An annotator's answers in an append-only file: an fsync an answer, a lock while it is open.

A line is the whole answer on one span, or its withdrawal; the last line on a span counts. So a killed process loses no
answer that was acknowledged, and starting again doubles none.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self, get_type_hints

from stance.errors import DataError, UsageError
from stance.files import sync_to_disk
from stance.labelling.annotations import Span, is_person
from stance.provenance import ANSWERS
from stance.readers.json import parse_json
from stance.reading import read_bytes

NAME = re.compile(r"[^\W_][\w.@ -]{0,63}")
"""Names an annotator may have, so that a file can be called after them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an annotator said of one claim of the queue.

    `document, start, end` is the claim as the queue has it. `label` is None where it was skipped, or flagged without a
    label. `new_start, new_end` and `speaker` are corrections, None where nothing was corrected. `model_shown` tells
    that others' answers or the model's guess were seen before. `at` is the time in UTC.
    """

    document: str
    start: int
    end: int
    label: str | None = None
    flagged: bool = False
    note: str = ""
    speaker: str | None = None
    new_start: int | None = None
    new_end: int | None = None
    model_shown: bool = False
    at: str = ""
    withdrawn: bool = False

    @property
    def span(self) -> Span:
        """The claim it is on."""
        return (self.document, self.start, self.end)


def answer_file(folder: Path, annotator: str) -> Path:
    """The annotator's file in a session's folder; UsageError for what no file can be called after."""
    _check_name(annotator)
    return folder / f"{annotator}{ANSWERS}"


def _check_name(annotator: str) -> None:
    if not NAME.fullmatch(annotator) or annotator.endswith((".", " ")):
        raise UsageError(f"--annotator {annotator!r}: letters, digits and - _ . @ only, at most 64 of them")


def check_person(annotator: str) -> None:
    """Raise UsageError for names that stand for settled labels or for a model, and for those no file can have."""
    if not is_person(annotator):
        raise UsageError(f"--annotator {annotator}: that name is kept for settled labels and models; use your own")
    _check_name(annotator)


def read_answers(path: Path) -> dict[Span, Answer]:
    """{claim: the answer that counts} of a file, in the order in which they were given; {} if there is no file.

    Raises:
        DataError: a line that is no answer, other than an unfinished last one.
    """
    whole, _ = _whole_lines(read_bytes(path) if path.exists() else b"")
    answers: dict[Span, Answer] = {}
    for number, line in enumerate(whole.split(b"\n")[:-1], start=1):
        answer = _answer(line, f"{path}, line {number}")
        answers.pop(answer.span, None)
        if not answer.withdrawn:
            answers[answer.span] = answer
    return answers


def answers_in(folder: Path, but: Path | None = None) -> dict[str, dict[Span, Answer]]:
    """{annotator: their answers, as `read_answers` has them} of a session's folder, by name; without one file."""
    files = (file for file in sorted(folder.glob(f"*{ANSWERS}")) if file != but)
    return {file.name.removesuffix(ANSWERS): read_answers(file) for file in files}


class AnswerLog:
    """An annotator's file, open and locked. Use it as a context manager."""

    def __init__(self, path: Path) -> None:
        """Open the file, made if need be, and read what it holds.

        Raises:
            UsageError: the same annotator is labelling already.
            DataError: the file cannot be opened, or is damaged.
        """
        self.path = path
        self.mended = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o644)
        except OSError as error:
            raise DataError(f"{path}: cannot be written ({error.strerror}); choose another --session folder") from None
        try:
            self._lock()
            self._mend()
            sync_to_disk(path.parent)  # the file's name too outlives a power cut
            self.answers = read_answers(path)
        except BaseException:
            os.close(self._file)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and give up the lock."""
        os.close(self._file)

    def give(self, answer: Answer) -> None:
        """Put the answer on disk; only when this returns has it been given.

        Raises:
            DataError: it could not be written; then nothing of it is in the file.
        """
        stamped = replace(answer, at=datetime.now(UTC).isoformat(timespec="seconds"))
        said = {
            field.name: value for field in fields(Answer) if (value := getattr(stamped, field.name)) != field.default
        }
        line = (json.dumps(said, ensure_ascii=False) + "\n").encode()
        size = os.fstat(self._file).st_size
        try:
            while line:
                line = line[os.write(self._file, line) :]
            os.fsync(self._file)
        except OSError as error:
            os.ftruncate(self._file, size)
            raise DataError(
                f"{self.path}: this answer is not saved ({error.strerror}), all before it are; make room and repeat it"
            ) from None
        self.answers.pop(answer.span, None)
        if not answer.withdrawn:
            self.answers[answer.span] = stamped

    def undo(self) -> Answer | None:
        """Withdraw the last answer; what it was, or None if there is none."""
        if not self.answers:
            return None
        last = next(reversed(self.answers.values()))
        self.give(Answer(document=last.document, start=last.start, end=last.end, withdrawn=True))
        return last

    def _lock(self) -> None:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            who = self.path.name.removesuffix(ANSWERS)
            raise UsageError(
                f"{who} is labelling here already ({self.path} is open); close that, or name another --annotator"
            ) from None

    def _mend(self) -> None:
        """Complete or remove an unfinished last line, which a killed process left and nobody was told is saved."""
        data = read_bytes(self.path)
        whole, torn = _whole_lines(data)
        if not torn and whole != data:
            os.write(self._file, b"\n")
        elif torn:
            self.mended = True
            os.ftruncate(self._file, len(whole))
        os.fsync(self._file)


def _whole_lines(data: bytes) -> tuple[bytes, bytes]:
    """(the finished lines, a last one that was cut off). A last line that lacks but its end counts as finished."""
    whole, end, last = data.rpartition(b"\n")
    if not last:
        return data, b""
    try:
        parse_json(last)
    except ValueError:
        return whole + end, last
    return data + b"\n", b""


def _answer(line: bytes, where: str) -> Answer:
    try:
        answer = Answer(**parse_json(line))
        if not all(isinstance(getattr(answer, name), kind) for name, kind in get_type_hints(Answer).items()):
            raise TypeError
        if answer.at:
            datetime.fromisoformat(answer.at).timestamp()
        return answer
    except (ValueError, TypeError, OverflowError):
        raise DataError(f"{where}: no answer; restore the file from a copy, or remove that line") from None
