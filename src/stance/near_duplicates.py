"""Near-duplicate labelled claims: found by shared word shingles, kept out of opposite sides of a fold, reported.

Two texts are near-duplicates where they share eight words in order: a run of eight, all words but one of nine to
fifteen, or all of four to seven. Time grows with the number of words, not of pairs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from stance.records import LabelledClaim
from stance.terminal import listed

RUN: Final = 8
"""Words in a row that make one text a copy of another: the project's own measure of quotation."""
MOST_NAMED: Final = 10
"""How many cases of a kind are spelt out; the rest are counted."""

# Shorter spans ("China said no.") stand in many texts that know nothing of each other.
_WHOLE: Final = 4
# In a text of this many words one that is changed in the middle leaves no run whole.
_BROKEN_BY_ONE: Final = range(RUN + 1, 2 * RUN)
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class NearDuplicates:
    """What was found among labelled rows, as row numbers, in the rows' order.

    `conflicts`: all rows of the same words, where their labels differ. `duplicates`: the same words and label in two
    groups or more, which no fold may part. `near`: a row and the earliest near-duplicate of it in another group, in
    other words; a row is the second of at most one pair.
    """

    conflicts: tuple[tuple[int, ...], ...]
    duplicates: tuple[tuple[int, ...], ...]
    near: tuple[tuple[int, int], ...]

    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        kinds = {"conflicts": self.conflicts, "duplicates": self.duplicates, "near": self.near}
        return {name: len(cases) for name, cases in kinds.items()}


def shared_shingles(texts: Sequence[str]) -> list[frozenset[int]]:
    """For each text its marks that stand in another text too: two are near-duplicates where these meet."""
    return list(_shared_marks(tuple(texts)))


@lru_cache(maxsize=1)  # those of one set of labels are asked for to name copies, to draw folds and for the manifest
def _shared_marks(texts: tuple[str, ...]) -> tuple[frozenset[int], ...]:
    marks = [set(_marks(_words(text))) for text in texts]
    counts = Counter(chain.from_iterable(marks))
    return tuple(frozenset(mark for mark in of_text if counts[mark] > 1) for of_text in marks)


def find_near_duplicates(labelled: Sequence[LabelledClaim]) -> NearDuplicates:
    """The rows that say the same as others."""
    by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, row in enumerate(labelled):
        by_words[_words(row.text)].append(number)
    same = [tuple(rows) for words, rows in by_words.items() if words and len(rows) > 1]
    conflicts = [rows for rows in same if len({labelled[i].label for i in rows}) > 1]
    across = [rows for rows in same if len({labelled[i].group for i in rows}) > 1]
    return NearDuplicates(
        conflicts=tuple(conflicts),
        duplicates=tuple(rows for rows in across if rows not in set(conflicts)),
        near=tuple(_near_pairs(labelled, {i for rows in same for i in rows[1:]})),
    )


def describe_near_duplicates(labelled: Sequence[LabelledClaim], copies: NearDuplicates) -> list[str]:
    """The cases in words, a line each: their rows with document, position and label; of many the rest is counted."""
    kinds = {
        "same words, other labels": copies.conflicts,
        "same words in two sources": copies.duplicates,
        "nearly the same words in two sources": copies.near,
    }
    lines = []
    for name, cases in kinds.items():
        for rows in cases[:MOST_NAMED]:
            lines.append(f"{name}: {listed((_place(labelled[i]) for i in rows), MOST_NAMED)}")
        if len(cases) > MOST_NAMED:
            lines.append(f"{name}: ... and {len(cases) - MOST_NAMED} more")
    return lines


def _near_pairs(labelled: Sequence[LabelledClaim], known: set[int]) -> Iterator[tuple[int, int]]:
    """Each row not yet `known` to repeat another's words, with the earliest row of another group it is near to."""
    earliest: dict[int, list[int]] = defaultdict(list)  # mark → the first row of each of the first two groups
    for number, marks in enumerate(shared_shingles([row.text for row in labelled])):
        others = [i for mark in marks for i in earliest[mark] if labelled[i].group != labelled[number].group]
        if others and number not in known:
            yield min(others), number
        for mark in marks:
            if len(earliest[mark]) < 2 and all(labelled[i].group != labelled[number].group for i in earliest[mark]):
                earliest[mark].append(number)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(text))


def _marks(words: tuple[str, ...]) -> Iterator[int]:
    """What the text can be known by: its runs of eight, or as a whole, also with any one word left out."""
    if len(words) >= _WHOLE:
        yield hash(words)
    for start in range(len(words) - RUN + 1):
        yield hash(words[start : start + RUN])
    if len(words) in _BROKEN_BY_ONE:
        for place in range(len(words)):
            yield hash(words[:place] + words[place + 1 :])


def _place(row: LabelledClaim) -> str:
    """Where the row stands, and its label: its table and row, its document and position, as far as they are known."""
    table = " ".join([row.table, f"row {row.row}"] if row.row else [row.table or row.group])
    span = f" {row.start}-{row.end}" if row.start is not None else ""
    return f"{table}{f' ({row.document}{span})' if row.document else ''}: {row.label}"
