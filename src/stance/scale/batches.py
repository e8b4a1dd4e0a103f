"""Cuts documents into batches after the relevance filter, and says how many processes they are worth.

The same documents give the same batches.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from stance.errors import DataError
from stance.question import missing_from
from stance.records import Document, Outcome, Question

Item = Document | DataError
Result = Outcome | DataError

BATCH_CHARACTERS: Final = 20_000
"""On-topic text in a batch: half a second of work, so that sending it costs little and nobody waits long at the end."""

BATCH_DOCUMENTS: Final = 2_000
BATCH_HELD: Final = 10_000_000
"""Documents in a batch and their characters, off topic or not: what bounds the memory it takes."""


WORTH_A_PROCESS: Final = 50_000
"""Bytes of input that one more process pays for: two read 100,000 on topic in 0.8 of the time, a tenth more work."""
PROCESS_MEMORY: Final = 400_000_000
_AVAILABLE: Final = re.compile(r"^MemAvailable:\s+(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class DocumentBatch:
    """A run of documents, each with its outcome if it needs no work, else with None."""

    number: int
    items: tuple[tuple[Item, Result | None], ...]

    @property
    def work(self) -> list[Document]:
        """The documents to parse and score, in order."""
        return [item for item, done in self.items if done is None and isinstance(item, Document)]

    @property
    def idle(self) -> list[Result]:
        """The outcomes of those that need no work, in order."""
        return [done for _, done in self.items if done is not None]

    def merged(self, results: Iterable[Result]) -> list[Result]:
        """The outcomes of all of its items: those of the work, and those that needed none in their places."""
        scored = iter(results)
        return [next(scored) if done is None else done for _, done in self.items]

    def name(self, state: str) -> str:
        """What tells this batch's results from any other's: its number and a hash of its content and of `state`."""
        digest = hashlib.sha256(state.encode())
        for item, _ in self.items:
            known = (item.id, item.text) if isinstance(item, Document) else (str(item),)
            digest.update(json.dumps(known).encode())
        return f"{self.number:06d}-{digest.hexdigest()[:16]}"


def make_batches(items: Iterable[Item], question: Question | None, characters: int) -> Iterator[DocumentBatch]:
    """The documents in batches of so many characters of work, in order; without a question all of them are work."""
    number, work, size = 0, 0, 0
    held: list[tuple[Item, Result | None]] = []
    for item in items:
        done: Result | None = item if isinstance(item, DataError) else None
        length = len(item.text) if isinstance(item, Document) else 0
        if question and isinstance(item, Document) and (missing := missing_from(item, question)):
            done = Outcome(document=item, missing=missing)
        held.append((item, done))
        work, size = work + (0 if done else length), size + length
        if work >= characters or size >= BATCH_HELD or len(held) >= BATCH_DOCUMENTS:
            yield DocumentBatch(number, tuple(held))
            number, work, size, held = number + 1, 0, 0, []
    if held:
        yield DocumentBatch(number, tuple(held))


def jobs_that_pay(size: int) -> int:
    """How many processes are worth starting for an input of that many bytes, by the processors and the memory free."""
    if size < 2 * WORTH_A_PROCESS:
        return 1
    return max(1, min(processors(), size // WORTH_A_PROCESS, _memory_available() // PROCESS_MEMORY))


def processors() -> int:
    """How many processors this process may use, also in a container that grants less than there are."""
    from joblib import cpu_count

    return int(cpu_count())


def _memory_available() -> int:
    """Bytes; where the system does not tell, as many as are never short."""
    try:
        told = _AVAILABLE.search(Path("/proc/meminfo").read_text(encoding="ascii"))
    except OSError:
        told = None
    return int(told[1]) * 1024 if told else PROCESS_MEMORY << 10
