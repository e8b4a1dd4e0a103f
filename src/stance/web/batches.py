"""Uploads of many documents: scored one after the other in the background, kept in memory for a while."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from stance.errors import DataError
from stance.records import Document, Outcome
from stance.web.serial_worker import Busy, SerialWorker

RETRY: Final = 60
"""Seconds after which one of too many batches may be done."""


@dataclass(slots=True)
class UploadBatch:
    """`total` documents on their way: `left` have not been scored; `faults` are what could not be read."""

    token: str
    total: int
    left: list[Document]
    faults: list[DataError]
    outcomes: list[Outcome] = field(default_factory=list)
    failed: bool = False

    @property
    def done(self) -> int:
        """How many documents have been scored or found unfit."""
        return self.total - len(self.left)

    @property
    def finished(self) -> bool:
        """Whether nothing more is going to come."""
        return self.failed or not self.left


class UploadBatches:
    """The batches in memory: a few at most, each for a while after it was done, known by a name nobody can guess."""

    def __init__(self, worker: SerialWorker, *, most: int, keep_seconds: float) -> None:
        """At most `most` batches; a finished one makes room for a new one, and goes after `keep_seconds`."""
        self._worker, self._most, self._keep = worker, most, keep_seconds
        self._held: dict[str, UploadBatch] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """How many are held."""
        return len(self._held)

    def get(self, token: str) -> UploadBatch | None:
        """The batch of that name, None if it is not or no longer there."""
        return self._held.get(token)

    def start(self, items: Sequence[Document | DataError], score: Callable[[Document], Outcome]) -> UploadBatch:
        """A new batch, its scoring under way.

        Raises:
            Busy: too many are not done yet.
        """
        self._make_room()
        documents = [item for item in items if isinstance(item, Document)]
        faults = [item for item in items if isinstance(item, DataError)]
        batch = UploadBatch(secrets.token_urlsafe(16), len(documents), documents, faults)
        self._held[batch.token] = batch
        task = asyncio.create_task(self._run(batch, score))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return batch

    def close(self) -> None:
        """Give up what is under way."""
        for task in self._tasks:
            task.cancel()

    def _make_room(self) -> None:
        while len(self._held) >= self._most:
            oldest = next((token for token, batch in self._held.items() if batch.finished), None)
            if oldest is None:
                raise Busy(RETRY)
            del self._held[oldest]

    async def _run(self, batch: UploadBatch, score: Callable[[Document], Outcome]) -> None:
        """Score the documents in order, each in its turn among the other work."""
        try:
            while batch.left:
                outcome = await self._worker.do_in_turn(lambda: _scored(batch.left[0], score))
                if isinstance(outcome, DataError):
                    batch.faults.append(outcome)
                else:
                    batch.outcomes.append(outcome)
                del batch.left[0]
        except BaseException:
            batch.failed = True
            raise
        finally:
            asyncio.get_running_loop().call_later(self._keep, self._held.pop, batch.token, None)


def _scored(document: Document, score: Callable[[Document], Outcome]) -> Outcome | DataError:
    """The document's outcome, or what is wrong with it: one bad document does not end a batch."""
    try:
        return score(document)
    except DataError as fault:
        return fault
