"""Texts sent to be scored: one after the other by a single worker thread, in batches kept in memory for a while.

What does not fit is refused at once, never lost.
"""

from __future__ import annotations

import asyncio
import math
import secrets
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final, TypeVar

from stance.errors import DataError
from stance.records import Document, Outcome

T = TypeVar("T")

LONGEST_ADVICE: Final = 60
"""Seconds a refused caller is told to wait at most."""

NEWEST: Final = 0.2
"""The weight of the newest piece of work in the running mean of how long one takes."""

RETRY: Final = 60
"""Seconds after which one of too many batches may be done."""


class Busy(Exception):  # noqa: N818  (a state of the service, not an error of anybody)
    """Too many are waiting; `retry_after` says in how many seconds it is worth to ask again."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"too many requests are waiting; ask again in {retry_after} s")
        self.retry_after = retry_after


class SerialWorker:
    """Does one piece of work after the other, in the order in which they came.

    Parsing is arithmetic in Python's own threads, so a second thread would only make both slower; and the parser's
    vocabulary is not made to be written by two at once.
    """

    def __init__(self, places: int) -> None:
        """At most `places` callers of `do` are at work or waiting."""
        self.places = places
        self.waiting = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="stance")
        self._mean = 1.0

    async def do(self, work: Callable[[], T]) -> T:
        """What `work` returns or raises.

        Raises:
            Busy: all places are taken.
        """
        if self.waiting >= self.places:
            raise Busy(self._advice())
        return await self.do_in_turn(work)

    async def do_in_turn(self, work: Callable[[], T]) -> T:
        """As `do`, never refused: for work that is handed over piece by piece, each once the last is done."""
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._timed, work)
        finally:
            self.waiting -= 1

    def close(self) -> None:
        """Drop what waits; what is being done is finished in its thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _timed(self, work: Callable[[], T]) -> T:
        begin = time.monotonic()
        try:
            return work()
        finally:
            self._mean += NEWEST * (time.monotonic() - begin - self._mean)

    def _advice(self) -> int:
        return max(1, min(LONGEST_ADVICE, math.ceil(self.waiting * self._mean)))


@dataclass(slots=True)
class UploadBatch:
    """`total` documents on their way: `left` have not been scored; `faults` are what could not be read.

    `session` is the browser it came from, `sent` when, in local time.
    """

    token: str
    total: int
    left: list[Document]
    faults: list[DataError]
    session: str = ""
    sent: datetime = field(default_factory=datetime.now)
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

    @property
    def documents(self) -> list[Document]:
        """What was scored and what still waits."""
        return [*(outcome.document for outcome in self.outcomes), *self.left]

    @property
    def claims(self) -> int:
        """How many claims were scored so far."""
        return sum(len(outcome.scored) for outcome in self.outcomes)


class UploadBatches:
    """The batches in memory: a few at most, each for a while after it was done, known by a name nobody can guess."""

    def __init__(self, worker: SerialWorker, *, most: int, keep_seconds: float) -> None:
        """At most `most` batches; a finished one makes room for a new one, and goes after `keep_seconds`."""
        self._worker, self._most, self._keep = worker, most, keep_seconds
        self._held: dict[str, UploadBatch] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def __len__(self) -> int:
        """How many are held."""
        return len(self._held)

    def get(self, token: str) -> UploadBatch | None:
        """The batch of that name, None if it is not or no longer there."""
        return self._held.get(token)

    def of_session(self, session: str) -> list[UploadBatch]:
        """What came from that browser, the latest first."""
        return [batch for batch in reversed(self._held.values()) if session and batch.session == session]

    def start(
        self, items: Sequence[Document | DataError], score: Callable[[Document], Outcome], session: str = ""
    ) -> UploadBatch:
        """A new batch, its scoring under way.

        Raises:
            Busy: too many are not done yet.
        """
        self._make_room()
        documents = [item for item in items if isinstance(item, Document)]
        faults = [item for item in items if isinstance(item, DataError)]
        batch = UploadBatch(secrets.token_urlsafe(16), len(documents), documents, faults, session)
        self._held[batch.token] = batch
        task = self._tasks[batch.token] = asyncio.create_task(self._run(batch, score))
        task.add_done_callback(lambda _: self._tasks.pop(batch.token, None))
        return batch

    async def wait(self, batch: UploadBatch, seconds: float) -> None:
        """Return once the batch is done, or after so many seconds."""
        if task := self._tasks.get(batch.token):
            await asyncio.wait({task}, timeout=seconds)

    def close(self) -> None:
        """Give up what is under way."""
        for task in self._tasks.values():
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
                try:
                    batch.outcomes.append(await self._worker.do_in_turn(partial(score, batch.left[0])))
                except DataError as fault:  # one bad document does not end a batch
                    batch.faults.append(fault)
                del batch.left[0]
        except BaseException:
            batch.failed = True
            raise
        finally:
            asyncio.get_running_loop().call_later(self._keep, self._held.pop, batch.token, None)
