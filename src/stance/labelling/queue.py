"""Draws the queue to annotate: at random, or by active learning, always with a random share.

The random share is drawn from all claims with equal probability, before the model has a say, and is spread over the
queue at random. So it stays a sample that shares can be estimated from, wherever labelling stops.
"""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from stance.errors import DataError, UsageError
from stance.files import write_new_text, write_text
from stance.readers.json import parse_json
from stance.reading import read_bytes

if TYPE_CHECKING:
    from stance.labelling.annotations import Span

QUEUE: Final = "queue.jsonl"
_PLACE: Final = {"document": str, "start": int, "end": int, "text": str}
WIDTH: Final = 512
"""Numbers a claim's words are hashed into where claims are compared; words of op-eds then seldom share one."""

RANDOM_SHARE: Final = 0.2
"""The part of a queue that is drawn at random whatever its order, unless another is asked for."""

Row = Mapping[str, Any]


class QueueOrder(StrEnum):
    """What comes first."""

    RANDOM = "random"
    UNCERTAIN = "uncertain"
    DIVERSE = "diverse"
    NOVEL = "novel"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """A claim of the queue: its row, why it is there (`random` or the order's name) and out of how many."""

    claim: dict[str, Any]
    why: str
    population: int

    @property
    def span(self) -> Span:
        """Where the claim stands."""
        return self.claim["document"], self.claim["start"], self.claim["end"]


def draw(rows: Sequence[Row], order: QueueOrder, *, limit: int | None, share: float, seed: int) -> list[QueueItem]:
    """The queue: at most `limit` of the claims or scores, a share of them (all, by random order) drawn at random.

    Raises:
        UsageError: the share is not above 0 and at most 1, or the order needs scores that are not there.
    """
    if not 0 < share <= 1:
        raise UsageError(f"--random-share {share}: above 0 and at most 1, so that shares can be estimated")
    rows = list(_by_span(rows).values())
    rng, total = random.Random(seed), len(rows)
    size = min(limit or total, total)
    count = size if order is QueueOrder.RANDOM else min(size, max(1, round(share * size)))
    shuffled = rng.sample(range(total), total)
    by_chance, others = shuffled[:count], sorted(shuffled[count:])
    picked = [] if order is QueueOrder.RANDOM else _RANKINGS[order](rows, others, size - count)
    why = dict.fromkeys(by_chance, QueueOrder.RANDOM) | dict.fromkeys(picked, order)
    places = iter(sorted(rng.sample(range(size), len(by_chance))))
    queue = list(picked)
    for at, place in zip(by_chance, places, strict=True):
        queue.insert(place, at)
    return [QueueItem(claim=dict(rows[at]), why=str(why[at]), population=total) for at in queue]


def write_queue(queue: Sequence[QueueItem], folder: Path) -> bool:
    """Write the queue of a session, whole; False if the session has one already, which is left as it is."""
    target = folder / QUEUE
    try:
        return write_new_text(target, _as_lines(queue))  # where another annotator was first, all label that queue
    except OSError as error:
        raise DataError(f"{target}: cannot be written ({error.strerror}); choose another --session folder") from None


def extend_queue(folder: Path, rows: Sequence[Row], *, limit: int, seed: int) -> int:
    """Add claims drawn at random to a random queue until it has `limit`; how many were added.

    A random sample and one from the rest are a random sample together, so that shares can still be estimated.

    Raises:
        UsageError: the queue was ordered by a model, or drawn from other claims.
        DataError: it cannot be written.
    """
    queue, by_span = read_queue(folder), _by_span(rows)
    known = {item.span for item in queue}
    if any(item.why != QueueOrder.RANDOM for item in queue):
        raise UsageError(f"{folder}: its queue was ordered by a model and cannot be extended; start another --session")
    if not known <= set(by_span) or len(by_span) != queue[0].population:
        raise UsageError(f"{folder}: its queue is of other claims; name the same documents, or a new --session")
    rest = [span for span in by_span if span not in known]
    added = random.Random(seed).sample(rest, max(0, min(limit - len(queue), len(rest))))
    why, population = str(QueueOrder.RANDOM), len(by_span)
    items = [QueueItem(claim=dict(by_span[span]), why=why, population=population) for span in added]
    write_text(folder / QUEUE, _as_lines([*queue, *items]))
    return len(added)


def read_queue(folder: Path) -> list[QueueItem]:
    """The queue of a session, in order; empty if it has none yet."""
    path = folder / QUEUE
    try:
        lines = read_bytes(path).split(b"\n") if path.exists() else []
        items = [QueueItem(**parse_json(line)) for line in lines if line]
        # Whoever labels sees the words and where they stand; a claim without them could not be answered.
        if all(type(item.claim[name]) is kind for item in items for name, kind in _PLACE.items()):
            return items
        raise ValueError
    except (ValueError, TypeError, KeyError):
        raise DataError(f"{path}: not a queue that `stance label` wrote; remove it to draw a new one") from None


def _by_span(rows: Sequence[Row]) -> dict[Span, Row]:
    return {(row["document"], row["start"], row["end"]): row for row in rows}


def _as_lines(queue: Sequence[QueueItem]) -> str:
    return "".join(json.dumps(asdict(item), ensure_ascii=False) + "\n" for item in queue)


def _uncertain(rows: Sequence[Row], among: Sequence[int], count: int) -> list[int]:
    """Those whose two likeliest stances are closest, what the model abstains from before all others."""
    return sorted(among, key=lambda at: (rows[at].get("certain") is not False, _margin(rows[at])))[:count]


def _novel(rows: Sequence[Row], among: Sequence[int], count: int) -> list[int]:
    """Those farthest from what the model was trained on."""
    if any(rows[at].get("novelty") is None for at in among):
        raise UsageError("--order novel needs scores with a novelty; score again with a bundle that has it (--scores)")
    return sorted(among, key=lambda at: -float(rows[at]["novelty"]))[:count]


def _diverse(rows: Sequence[Row], among: Sequence[int], count: int) -> list[int]:
    """One after the other the claim least like all that were picked, the most uncertain one first."""
    import numpy as np

    vectors = np.zeros((len(among), WIDTH))
    for number, at in enumerate(among):
        for word in re.findall(r"\w+", str(rows[at].get("text", "")).casefold()):
            vectors[number, zlib.crc32(word.encode()) % WIDTH] = 1
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1)
    first = _uncertain(rows, among, 1)
    picked: list[int] = [among.index(at) for at in first[:count]]
    nearest = np.full(len(among), -1.0)
    while picked and len(picked) < count:
        nearest = np.maximum(nearest, vectors @ vectors[picked[-1]])
        nearest[picked[-1]] = np.inf
        picked.append(int(nearest.argmin()))
    return [among[number] for number in picked]


def _margin(row: Row) -> float:
    """How far the likeliest stance is ahead of the next."""
    values = (value for name, value in row.items() if name.startswith("p_"))
    chances = sorted((value for value in values if isinstance(value, int | float)), reverse=True)
    if len(chances) < 2:
        raise UsageError("this order needs the model's scores: name them with --scores (stance score --format jsonl)")
    return chances[0] - chances[1]


_RANKINGS: Final = {QueueOrder.UNCERTAIN: _uncertain, QueueOrder.DIVERSE: _diverse, QueueOrder.NOVEL: _novel}
