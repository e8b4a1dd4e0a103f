"""One annotator's session at a queue: what is asked next, what was answered, how far along."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, Final

from stance.errors import DataError
from stance.labelling.annotations import Span, span_name
from stance.labelling.answer_log import Answer, AnswerLog, answer_file, answers_in
from stance.labelling.queue import QueueItem, read_queue
from stance.records import AUTHOR, Document, Question

EDITABLE: Final = 10
"""How many of the last answers are at hand to be changed."""

PAUSE_SECONDS: Final = 300
"""A gap between two answers longer than this is a pause, and no part of the rate."""

KEYS: Final = {
    "space": "skip",
    "u": "undo",
    "f": "flag",
    "n": "note",
    "c": "more context",
    "h": "codebook",
    "s": "correct the speaker",
    "e": "correct the span",
    "?": "keys",
}
"""Key → what it does, beside the digits that label. They are the same on the page and in the terminal."""

log = logging.getLogger(__name__)

_BREAK = re.compile(r"\n[ \t\r]*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Counts of a queue, seconds an answer over the last ten without pauses, and minutes left at that pace.

    Skipped claims are not `done`. The pace is None before the tenth answer.
    """

    total: int
    done: int
    skipped: int
    flagged: int
    pace: int | None
    minutes_left: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """How a session is shown: with the codebook (Markdown) beside the claims, with a reason for each label, or blind.

    Blind is without title, byline and address, which may sway who labels.
    """

    codebook: str = ""
    needs_reason: bool = False
    blind: bool = False


class AnnotationSession:
    """The state of one annotator's session, always that of the file."""

    def __init__(
        self,
        queue: Sequence[QueueItem],
        log: AnswerLog,
        documents: Iterable[Document],
        question: Question,
        view: SessionView | None = None,
    ) -> None:
        """A queue, the annotator's open file, the documents, what is asked and how it is shown.

        Raises:
            DataError: documents that are missing, or are not those of the queue.
        """
        self.items = {item.span: item for item in queue}
        self.documents = {document.id: document for document in documents}
        self.log, self.question = log, question
        self.view = view or SessionView()
        self._reopened: Span | None = None
        self._shown: set[Span] = set()
        if faults := dict.fromkeys(fault for item in queue if (fault := self._fault(item))):
            raise DataError(*islice(faults, EDITABLE))

    def current(self) -> QueueItem | None:
        """The claim to answer: the one opened again, else the first without an answer; None when all have one."""
        if self._reopened:
            return self.items[self._reopened]
        return next((item for span, item in self.items.items() if span not in self.log.answers), None)

    def answer(self, answer: Answer) -> None:
        """Put an answer on disk.

        Raises:
            DataError: no answer to a claim of this queue, or it cannot be saved.
        """
        if answer.span not in self.items or (answer.label is not None and answer.label not in self.question.labels):
            raise DataError(f"{span_name(answer.span)}: '{answer.label}' is no answer to a claim of this queue")
        if self.view.needs_reason and answer.label and not answer.note.strip():
            raise DataError("not saved: say why first (n), a settled label needs its reason")
        start, end = answer.new_start, answer.new_end
        if (start is None) != (end is None) or (start is not None and end is not None and not self._inside(answer)):
            raise DataError(f"{span_name(answer.span)}: a corrected span must overlap the claim, in the document")
        self.log.give(answer)
        self._reopened = None

    def undo(self) -> Answer | None:
        """Withdraw the last answer; its claim is asked again."""
        withdrawn = self.log.undo()
        self._reopened = withdrawn.span if withdrawn else None
        return withdrawn

    def reopen(self, span: Span) -> None:
        """Ask a claim of the queue again; its answer stands until there is a new one."""
        if span not in self.items:
            raise DataError(f"{span_name(span)}: no claim of this queue")
        self._reopened = span

    def last(self) -> list[Answer]:
        """The last answers, the latest first."""
        return list(islice(reversed(self.log.answers.values()), EDITABLE))

    def reveal(self, span: Span) -> dict[str, str]:
        """What others and the model say of a claim that is answered; from then on a new answer is marked so."""
        if span not in self.log.answers:
            return {}
        said = {}
        for who, answers in answers_in(self.log.path.parent, but=self.log.path).items():
            if (theirs := answers.get(span)) and theirs.label:
                said[who] = theirs.label
        if guess := self.items[span].claim.get("stance"):
            said["model"] = f"{guess} {self.items[span].claim.get(f'p_{guess}', 0):.2f}"
        if said:
            self._shown.add(span)
        return said

    def seen(self, span: Span) -> bool:
        """Whether others' answers or the model's guess were shown for this claim."""
        return span in self._shown

    def progress(self) -> Progress:
        """How far along the queue is."""
        answers = [answer for answer in self.log.answers.values() if answer.span in self.items]
        skipped = sum(answer.label is None and not answer.flagged for answer in answers)
        pace, left = _pace(answers), len(self.items) - len(answers)
        return Progress(
            total=len(self.items),
            done=len(answers) - skipped,
            skipped=skipped,
            flagged=sum(answer.flagged for answer in answers),
            pace=pace,
            minutes_left=None if pace is None else -(-pace * left // 60),
        )

    def title(self, document: str) -> str:
        """What the document is called for its annotator: its title, or nothing that could prime them."""
        known = self.documents.get(document)
        return "" if self.view.blind else (known.title if known else None) or document

    def speaker(self, claim: Mapping[str, Any]) -> str:
        """The claim's speaker for eyes: the byline beside the author's own voice."""
        speaker = claim.get("speaker") or ""
        known = self.documents.get(claim["document"])
        if speaker == AUTHOR and known and known.authors and not self.view.blind:
            return f"{AUTHOR}, {known.authors}"
        return speaker

    def next_step(self) -> str:
        """The command to run when all claims are answered."""
        table = "gold.csv" if self.view.needs_reason else "labels.csv"
        return f"stance merge {self.log.path.parent} -o {table}"

    def context(self, item: QueueItem, more: int = 0) -> tuple[str, str, str]:
        """(text before, the claim's words, text after): its paragraph, and `more` paragraphs on either side."""
        document, start, end = item.span
        text = self.documents[document].text
        ends = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
        first = max(number for number, place in enumerate(ends) if place <= start)
        last = min(number for number, place in enumerate(ends) if place >= end)
        low, high = ends[max(0, first - more)], ends[min(len(ends) - 1, last + more)]
        return text[low:start], text[start:end], text[end:high].rstrip()

    def find(self, item: QueueItem, words: str) -> tuple[int, int] | None:
        """The one place of the words, white space aside, that overlaps the claim; None unless there is one."""
        pattern = r"\s+".join(map(re.escape, words.split()))
        document, start, end = item.span
        found = re.finditer(pattern, self.documents[document].text) if pattern else ()
        here = [match.span() for match in found if match.start() < end and match.end() > start]
        return here[0] if len(here) == 1 else None

    def _inside(self, answer: Answer) -> bool:
        start, end = answer.new_start or 0, answer.new_end or 0
        overlaps = start < answer.end and end > answer.start
        return 0 <= start < end <= len(self.documents[answer.document].text) and overlaps

    def _fault(self, item: QueueItem) -> str | None:
        document, start, end = item.span
        if document not in self.documents:
            return f"{document}: the queue has claims of it, but it is not among the documents given"
        if self.documents[document].text[start:end] != item.claim["text"]:
            return f"{span_name(item.span)} is not the text of the queue; give its version, or a new --session"
        return None


@contextmanager
def open_session(
    folder: Path, annotator: str, documents: Iterable[Document], question: Question, view: SessionView | None = None
) -> Iterator[AnnotationSession]:
    """The annotator's session at the queue of a folder, its file open and locked.

    Raises:
        UsageError: the same annotator is labelling there already, or no name a file can be called after.
        DataError: the queue, the file or the documents are not fit.
    """
    with AnswerLog(answer_file(folder, annotator)) as answers:
        if answers.mended:
            log.warning("%s: an unfinished last line was removed; it had not been confirmed as saved", answers.path)
        yield AnnotationSession(read_queue(folder), answers, documents, question, view)


def answer_lines(claim: Mapping[str, Any]) -> list[str]:
    """A line for each annotator whose answers a disagreement has: label, speaker, other words, note and flag."""
    lines = []
    for who, said in claim.get("answers", {}).items():
        parts = [said["label"], *(f"{name}: {said[name]}" for name in ("speaker", "note") if name in said)]
        if "span" in claim.get("differs", ()):
            parts.append(f"“{said.get('words', '')}”")
        lines.append(f"{who}: {' · '.join(parts + ['flagged'] * ('flag' in said))}")
    return lines


def _pace(answers: Sequence[Answer]) -> int | None:
    """Seconds an answer over the last ten, pauses left out."""
    times = [datetime.fromisoformat(answer.at).timestamp() for answer in answers if answer.at]
    if len(times) < EDITABLE:
        return None
    gaps = [later - earlier for earlier, later in pairwise(times[-EDITABLE - 1 :])]
    worked = [gap for gap in gaps if 0 <= gap <= PAUSE_SECONDS]
    return max(1, round(sum(worked) / len(worked))) if worked else None
