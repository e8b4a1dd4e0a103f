"""Scores into a folder of shards, one file per batch, each written atomically, so that a run can be resumed."""

from __future__ import annotations

import csv
import io
import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from stance.errors import DataError, UsageError
from stance.manifest import read_manifest
from stance.readers.limits import TABLE_BYTES
from stance.reading import open_regular, read_text
from stance.records import Outcome, scored_columns, scored_row
from stance.scale.batches import DocumentBatch, Item, Result
from stance.scale.workers import Work, batches_of, question_of, score_batches
from stance.tables import Format, write_rows
from stance.terminal import counted

PART: Final = "[0-9]*-*.part"
"""What a killed run leaves of the shard it was writing."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class DoneBefore:
    """What earlier runs scored of the same documents: how many, those off topic among them, and their claims."""

    documents: int = 0
    off_topic: list[str] = field(default_factory=list)
    claims: int = 0
    uncertain: int = 0

    def add(self, batch: DocumentBatch, certain: Sequence[bool]) -> None:
        """Count a batch whose shard is there, and the claims in it."""
        off_topic = [done.document.id for done in batch.idle if isinstance(done, Outcome)]
        self.documents += len(batch.work) + len(off_topic)
        self.off_topic += off_topic
        self.claims += len(certain)
        self.uncertain += certain.count(False)


def score_to_shards(
    items: Iterable[Item],
    work: Work,
    folder: Path,
    kind: Format,
    *,
    resume: DoneBefore | None = None,
) -> Iterator[Result]:
    """Score into one file a batch below the folder, each put in place whole, named by number and content.

    With `resume`, a batch whose file is there is passed over and added to it. Yields the outcomes of what was done,
    once written, and at the end what of the rest could not be read: a run that goes on ends as the whole run would
    have.

    Raises:
        UsageError: the folder holds something and `resume` was not asked for, or the workers are lost.
    """
    _prepare(folder, resume=resume is not None)
    state = json.dumps([read_manifest(work.bundle)["files"], work.gate], sort_keys=True)
    question = question_of(work.bundle)
    wanted: set[str] = set()
    unread: list[DataError] = []
    before = resume or DoneBefore()

    def missing() -> Iterator[DocumentBatch]:
        for batch in batches_of(items, work):
            file = folder / f"{batch.name(state)}.{kind}"
            wanted.add(file.name)
            if not file.exists():
                yield batch
            else:
                before.add(batch, _certain(file, kind))
                unread.extend(done for done in batch.idle if isinstance(done, DataError))

    try:
        for batch, results in score_batches(missing(), work):
            outcomes = (done for done in results if isinstance(done, Outcome))
            rows = ([scored_row(scored, question) for scored in done.scored] for done in outcomes)
            write_rows(rows, scored_columns(question), kind, folder / f"{batch.name(state)}.{kind}")
            yield from results
    except (KeyboardInterrupt, UsageError) as stop:
        stop.add_note(f"the finished shards in {folder} are whole; the same call with --resume goes on from there")
        raise
    yield from unread
    if before.documents:
        log.info("%s: %s scored by an earlier run", folder, counted(before.documents, "document"))
    if foreign := sorted({file.name for file in folder.iterdir()} - wanted):
        log.warning("%s: %d files are no part of this run (%s ...); move them away", folder, len(foreign), foreign[0])


def _certain(file: Path, kind: Format) -> list[bool]:
    """Of each claim in the shard whether it is certain; DataError where the shard cannot be read."""
    try:
        if kind is Format.PARQUET:
            from pyarrow.parquet import read_table

            with open_regular(file) as opened:
                return [one is not False for one in read_table(opened, columns=["certain"])["certain"].to_pylist()]
        text = io.StringIO(read_text(file, most=TABLE_BYTES), newline="")
        if kind is Format.CSV:
            return [row["certain"] != "false" for row in csv.DictReader(text)]
        return [json.loads(line)["certain"] is not False for line in text]
    except (ValueError, KeyError, csv.Error) as error:  # pyarrow's own are ValueErrors and KeyErrors
        raise DataError(f"{file}: not a shard of scores ({type(error).__name__}); move it away") from None


def _prepare(folder: Path, *, resume: bool) -> None:
    if not resume and folder.is_dir() and any(folder.iterdir()):
        raise UsageError(f"{folder}: not empty; --resume does what is missing there, or name another folder")
    folder.mkdir(parents=True, exist_ok=True)
    for part in folder.glob(PART):
        part.unlink()
