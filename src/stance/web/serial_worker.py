"""A single worker thread behind a bounded queue; what does not fit is refused at once, never lost."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")

LONGEST_ADVICE: Final = 60
"""Seconds a refused caller is told to wait at most."""

NEWEST: Final = 0.2
"""The weight of the newest piece of work in the running mean of how long one takes."""


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
