"""A run over documents as a person sees it: progress on a terminal, what is off topic, what could not be read."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from stance.errors import DataError
from stance.readers import ROWS
from stance.readers.options import DEFAULTS, ReadOptions
from stance.sources import Source, find_sources, read_documents

if TYPE_CHECKING:
    from stance.records import Document, Outcome

T = TypeVar("T")

LONG_WORK: Final = 20
"""How many items make it worth to show a progress bar."""

log = logging.getLogger(__name__)


class Run:
    """A run over documents: shows its progress, reports and counts what was off topic or could not be read."""

    def __init__(self, paths: Sequence[str], reading: ReadOptions = DEFAULTS, *, fail: bool) -> None:
        """With `fail`, or a single source, the first fault ends the run; else it is reported and passed over."""
        self.sources = find_sources(paths, reading)
        of_rows = any(source.suffix in ROWS for source in self.sources)
        self.fail = fail or (len(self.sources) == 1 and not of_rows)
        self.read = self.off_topic = self.faults = 0

    def documents(self) -> Iterator[Document | DataError]:
        """The run's documents, read one at a time."""
        for document in read_documents(self.sources):
            if not isinstance(document, DataError):
                log.debug("%s: read, %d characters", document.id, len(document.text))
            yield document

    def watch(self, outcomes: Iterable[Outcome | DataError]) -> Iterator[Outcome]:
        """The outcomes in order, without the faults.

        Raises:
            DataError: the first fault, where faults end the run.
        """
        for outcome in watched(outcomes, self._total, "documents"):
            if isinstance(outcome, DataError):
                self._fault(outcome)
                continue
            self.read += 1
            if outcome.missing:
                self.off_topic += 1
                log.info("%s: off topic, never names %s", outcome.document.id, " nor ".join(outcome.missing))
            else:
                log.debug("%s: %d claims", outcome.document.id, len(outcome.claims))
            yield outcome

    def _total(self) -> int | None:
        """How many documents there are, if that can be told without reading them."""
        counts = [_count(source) for source in self.sources]
        return None if None in counts else sum(filter(None, counts))

    def finish(self, outcomes: Iterable[Outcome | DataError]) -> None:
        """Watch outcomes that are written elsewhere to their end."""
        for _ in self.watch(outcomes):
            pass

    def _fault(self, fault: DataError) -> None:
        if self.fail:
            raise fault
        self.faults += 1
        log.error("%s", fault)

    def close(self) -> None:
        """Say what the run came to.

        Raises:
            DataError: some documents could not be read.
        """
        if self.off_topic:
            log.info("%d of %d documents off topic (--no-gate reads them)", self.off_topic, self.read)
        if self.faults:
            of_all = f"{self.faults} of {self.read + self.faults} documents"
            raise DataError(f"{of_all} could not be read and were left out; the lines above say why")


def _count(source: Source) -> int | None:
    if source.suffix not in ROWS:
        return 1
    if source.suffix != ".jsonl" or source.path is None or not source.path.is_file():
        return None
    with source.path.open("rb") as file:
        return sum(piece.count(b"\n") for piece in iter(partial(file.read, 1 << 20), b""))


def watched(items: Iterable[T], count: Callable[[], int | None], what: str) -> Iterator[T]:
    """The items as they are; while standard error is a terminal, with how many are done, how fast, and the time left.

    `count` is asked for their number, on a terminal only, and gives None where it is not known.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    total = count()
    if total is not None and total < LONG_WORK:
        yield from items
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.1f}/s" if task.speed else "")

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), Rate(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, total=total)
