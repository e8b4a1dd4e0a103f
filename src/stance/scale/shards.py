"""Scores into a folder of shards, one file per batch, each written atomically, so that a run can be resumed."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import Final

from stance.errors import DataError, UsageError
from stance.manifest import read_manifest
from stance.records import Outcome, scored_columns, scored_row
from stance.scale.batches import DocumentBatch, Item, Result
from stance.scale.workers import Work, batches_of, question_of, score_batches
from stance.tables import Format, write_rows
from stance.terminal import counted

PART: Final = "[0-9]*-*.part"
"""What a killed run leaves of the shard it was writing."""

log = logging.getLogger(__name__)


def score_to_shards(
    items: Iterable[Item], work: Work, folder: Path, kind: Format, *, resume: bool = False
) -> Iterator[Result]:
    """Score into one file a batch below the folder, each put in place whole, named by number and content.

    With `resume`, a batch whose file is there is passed over. Yields the outcomes of what was done, once written,
    and at the end what of the rest could not be read: a run that goes on ends as the whole run would have.

    Raises:
        UsageError: the folder holds something and `resume` was not asked for, or the workers are lost.
    """
    _prepare(folder, resume=resume)
    state = json.dumps([read_manifest(work.bundle)["files"], work.gate], sort_keys=True)
    question = question_of(work.bundle)
    wanted: set[str] = set()
    unread: list[DataError] = []
    before: list[int] = []

    def missing() -> Iterator[DocumentBatch]:
        for batch in batches_of(items, work):
            file = folder / f"{batch.name(state)}.{kind}"
            wanted.add(file.name)
            if not file.exists():
                yield batch
            else:
                before.append(len(batch.work))
                unread.extend(item for item in batch.items if isinstance(item, DataError))

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
    _tell_rest(folder, wanted, sum(before))


def _tell_rest(folder: Path, wanted: Set[str], before: int) -> None:
    """Say how many documents had been scored before, and which files of the folder are no shards of the run."""
    if before:
        log.info("%s: %s scored by an earlier run", folder, counted(before, "document"))
    if foreign := sorted({file.name for file in folder.iterdir()} - wanted):
        log.warning("%s: %d files are no part of this run (%s ...); move them away", folder, len(foreign), foreign[0])


def _prepare(folder: Path, *, resume: bool) -> None:
    if not resume and folder.is_dir() and any(folder.iterdir()):
        raise UsageError(f"{folder}: not empty; --resume does what is missing there, or name another folder")
    folder.mkdir(parents=True, exist_ok=True)
    for part in folder.glob(PART):
        part.unlink()
