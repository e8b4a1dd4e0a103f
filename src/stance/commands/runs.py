"""A run over documents as a person sees it: progress on a terminal, what is off topic, what could not be read.

Further columns of input tables, which no field of a document takes, are carried along to the rows of its claims.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from stance.aliases import read_aliases, rename_speakers
from stance.commands.call import check_output, current_call
from stance.commands.feedback import FEEDBACK
from stance.commands.options import OnError
from stance.errors import DataError
from stance.provenance import check_provenance, hash_of_file, write_provenance
from stance.question import may_be_relevant
from stance.readers import ARCHIVES, ROWS
from stance.readers.items import DEFAULTS, ReadOptions
from stance.reading import open_regular
from stance.records import Document, Outcome, Question
from stance.sources import Source, find_sources, read_documents
from stance.sources.documents import open_source
from stance.sources.tally import Tally
from stance.tables import INTEGERS, NUMBERS
from stance.terminal import counted, listed

if TYPE_CHECKING:
    from stance.commands.settings import Bundle
    from stance.scale import DoneBefore

_MANY_PAGES: Final = frozenset({*ARCHIVES, ".warc", ".wet"})
_TYPED: Final = frozenset({*INTEGERS, *NUMBERS, "certain", "prediction_set"})
"""Columns by whose names ours are told to be numbers or sets."""

log = logging.getLogger(__name__)


class Run:
    """A run over documents: shows its progress, reports and counts what was off topic or could not be read."""

    def __init__(
        self,
        paths: Sequence[str],
        reading: ReadOptions = DEFAULTS,
        on_error: OnError = OnError.SKIP,
        aliases: Path | None = None,
    ) -> None:
        """A single source's fault ends the run whatever `on_error` says; `aliases` is a table of speakers' names."""
        self.alias_file = aliases
        self.aliases = read_aliases(aliases) if aliases else {}
        self.found: set[str] = set()
        self.tally = Tally()
        self.sources = find_sources(paths, reading, self.tally)
        if output := current_call().get("options", {}).get("output"):
            check_output(output, filter(None, (source.path for source in self.sources)))
            check_provenance(output)
        of_rows = any(source.suffix in ROWS for source in self.sources)
        self.fail, self.alone = on_error is OnError.FAIL, len(self.sources) == 1 and not of_rows
        self.read = self.claims = self.uncertain = self.before = 0
        self.off_topic: list[str] = []
        self.faults: list[str] = []
        self.began = time.monotonic()

    def documents(self) -> Iterator[Document | DataError]:
        """The run's documents, read one at a time."""
        for document in read_documents(self.sources, self.tally):
            if not isinstance(document, DataError):
                log.debug("%s: read, %d characters", document.id, len(document.text))
            yield document

    def stop_irrelevant(self, question: Question) -> None:
        """Take no article out of pages that cannot name each side; they count as off topic.

        A page that is the run's only source is read whatever it names: who asks for it wants to know what is wrong.
        """
        if self.alone and self.sources[0].suffix not in _MANY_PAGES:
            return
        may_matter = partial(may_be_relevant, question=question)
        self.sources = [replace(one, options=replace(one.options, may_matter=may_matter)) for one in self.sources]

    def watch(self, outcomes: Iterable[Outcome | DataError]) -> Iterator[Outcome]:
        """The outcomes in order, without the faults."""
        named = rename_speakers(outcomes, self.aliases, self.found) if self.aliases else outcomes
        for outcome in FEEDBACK.track(named, self._total, "documents"):
            if isinstance(outcome, DataError):
                if self.fail or (self.alone and not self.read):
                    raise outcome
                self.faults.append(str(outcome))
                log.error("%s", outcome)
                continue
            self.read += 1
            self.claims += len(outcome.claims)
            self.uncertain += sum(scored.certain is False for scored in outcome.scored)
            if outcome.missing:
                self.off_topic.append(outcome.document.id)
                log.info("%s: off topic, never names %s", outcome.document.id, " nor ".join(outcome.missing))
            else:
                log.debug("%s: %d claims", outcome.document.id, len(outcome.claims))
            yield outcome

    def _total(self) -> int | None:
        """How many documents there are, if that can be told without reading them."""
        if len(self.sources) == 1 and self.sources[0].holds_articles:
            return None  # an export or an archive has as many as it has
        counts = [_count(source) for source in self.sources]
        return None if None in counts else sum(filter(None, counts))

    def jobs_that_pay(self) -> int:
        """How many processes the run's files are worth; said where it is more than one."""
        from stance.scale import jobs_that_pay

        paths = (source.path for source in self.sources if source.path is not None)
        jobs = jobs_that_pay(sum(path.stat().st_size for path in paths if path.is_file()))
        if jobs > 1:
            log.info("%d processes, which an input of this size pays for (--jobs sets how many)", jobs)
        return jobs

    def include(self, before: DoneBefore) -> None:
        """Count what earlier runs scored of these documents, so that sums and provenance are of all of them."""
        self.before = before.documents
        self.read += before.documents
        self.off_topic += before.off_topic
        self.claims += before.claims
        self.uncertain += before.uncertain

    def close(self, output: Path | None = None, bundle: Bundle | None = None) -> None:
        """Say what the run came to, and write its provenance beside the output."""
        if self.off_topic:
            log.info("%d of %d documents off topic (--no-gate reads them)", len(self.off_topic), self.read)
        if unknown := [alias for alias in self.aliases if alias not in self.found]:
            of_all, names = f"{len(unknown)} of {len(self.aliases)}", listed(unknown)
            log.warning("%s: %s aliases are no speaker's here: %s", self.alias_file, of_all, names)
        for line in self.tally.lines():
            log.info("%s", line)
        if output:
            write_provenance(output, self._facts(bundle))
        uncertain = f" ({self.uncertain:,} uncertain)" if self.uncertain else ""
        seconds = time.monotonic() - self.began
        sums = f"{counted(self.read, 'document')}, {counted(self.claims, 'claim')}{uncertain}, {seconds:.1f} s"
        log.info("%s%s", f"wrote {output}: " if output else "", sums)
        if self.faults:
            of_all = f"{len(self.faults)} of {self.read + len(self.faults)} documents"
            raise DataError(f"{of_all} could not be read and were left out; the lines above say why")

    def _facts(self, bundle: Bundle | None) -> dict[str, Any]:
        aliases = {"file": str(self.alias_file), "sha256": hash_of_file(self.alias_file)}
        return current_call() | {
            "bundle": bundle.facts() if bundle else None,
            "inputs": [{"input": str(source), "sha256": hash_of_file(source.path)} for source in self.sources],
            "aliases": aliases if self.aliases else None,
            "documents": self.read,
            "documents_by_earlier_runs": self.before,
            "claims": self.claims,
            "uncertain": self.uncertain,
            "passed_over": {
                "off_topic": self.off_topic,
                "not_read": self.faults,
                "files": dict(self.tally.passed_over),
                "articles_twice": self.tally.repeated,
            },
        }


def _count(source: Source) -> int | None:
    if source.suffix not in ROWS:
        return 1
    if source.suffix != ".jsonl" or source.path is None or not source.path.is_file():
        return None
    with open_regular(source.path) as file:
        return sum(piece.count(b"\n") for piece in iter(partial(file.read, 1 << 20), b""))


class CarriedColumns:
    """The further columns of the tables among the sources, by their first rows, in order.

    A column named as one of those `taken`, or so that it would be told to be a number, is called "extra_" and its name.
    """

    def __init__(self, sources: Iterable[Source], taken: Sequence[str]) -> None:
        columns: dict[str, None] = {}
        for source in sources:
            if not source.holds_articles and source.path and source.path.is_file():
                first = next((item for item in islice(open_source(source), 1) if isinstance(item, Document)), None)
                columns |= dict.fromkeys(name for name, _ in first.extra) if first else {}
        reserved = {*taken, *_TYPED, *(name for name in columns if name.startswith("p_"))}
        reserved |= {name for name in columns if name.endswith(("_start", "_end"))}
        self._names = {column: f"extra_{column}" if column in reserved else column for column in columns}
        self.columns = tuple(self._names.values())

    def of(self, document: Document) -> dict[str, str | None]:
        """The cells of a document's row; null where its table has no such column."""
        cells = dict(document.extra)
        return {name: cells.get(column) for column, name in self._names.items()}
