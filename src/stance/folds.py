"""Labelled claims → folds: which rows train and which test, so that nothing a row could be known by stands in both.

Rows of one group share a fold; a training row that shares a run of eight words with a test row is dropped from that
fold and counted.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold

from stance.errors import DataError
from stance.records import AUTHOR, LabelledClaim

FOLDS: Final = 5
RUN: Final = 8
"""Words in a row that make a training row a copy of a test row: the project's own measure of quotation."""

Split = Literal["group", "speaker", "random"]
SPLITS: Final[tuple[Split, ...]] = ("group", "speaker", "random")

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Row numbers to train on and to test on; `dropped` rows were taken out of training as copies of test rows."""

    train: tuple[int, ...]
    test: tuple[int, ...]
    dropped: tuple[int, ...]


def make_folds(
    labelled: Sequence[LabelledClaim],
    *,
    split: Split = "group",
    authors: Mapping[str, str] | None = None,
    folds: int = FOLDS,
    seed: int = 0,
) -> list[Fold]:
    """The folds, in order: every row is tested once, and rows that must not be told apart share a fold.

    `split`: by `group`, by `speaker` (AUTHOR counts as the byline that `authors` knows for the document, else as the
    row's group), or at `random` with the copies left in, which is what leakage would claim. Labels are spread evenly as
    far as that allows.

    Raises:
        DataError: there are fewer than two such clusters.
    """
    clusters = split_clusters(labelled, split=split, authors=authors)
    folds = min(folds, len(set(clusters)))
    if folds < 2:
        raise DataError(f"{len(labelled)} labelled rows in {folds} cluster(s) by {split}: folds need two or more")
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    runs = [set() if split == "random" else _runs(row.text) for row in labelled]
    with warnings.catch_warnings():
        # A label with fewer rows than folds is expected here (`exists` is rare); it is missing from some folds.
        warnings.filterwarnings("ignore", "The least populated class", UserWarning)
        pairs = splitter.split(runs, _codes([row.label for row in labelled]), _codes(clusters))
        return [_without_copies(list(map(int, train)), list(map(int, test)), runs) for train, test in pairs]


def split_clusters(
    labelled: Sequence[LabelledClaim], *, split: Split, authors: Mapping[str, str] | None = None
) -> list[str]:
    """The name of what each row must share a fold with."""
    if split == "random":
        return [str(number) for number in range(len(labelled))]
    if split == "group":
        return [row.group for row in labelled]
    named = [_speaker(row, authors or {}) for row in labelled]
    heads: dict[str, str] = {}
    for name in named:  # joint speakers ("A; B") tie A's rows and B's together
        first, *others = [part.strip() for part in name.split(";") if part.strip()] or [name]
        for other in others:
            heads[_head(heads, other)] = _head(heads, first)
    return [_head(heads, name.split(";")[0].strip()) for name in named]


def _speaker(row: LabelledClaim, authors: Mapping[str, str]) -> str:
    if row.speaker and row.speaker != AUTHOR:
        return " ".join(row.speaker.casefold().split())
    known = authors.get(row.document or "")
    return " ".join(known.casefold().split()) if known else f"author of {row.group}"


def _head(heads: Mapping[str, str], name: str) -> str:
    while name in heads and heads[name] != name:
        name = heads[name]
    return name


def _without_copies(train: list[int], test: list[int], runs: Sequence[set[tuple[str, ...]]]) -> Fold:
    """The fold without the training rows that share a run of words with a test row."""
    seen: set[tuple[str, ...]] = set().union(*(runs[i] for i in test))
    copies = {i for i in train if not runs[i].isdisjoint(seen)}
    return Fold(train=tuple(i for i in train if i not in copies), test=tuple(test), dropped=tuple(sorted(copies)))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def _codes(names: Sequence[str]) -> NDArray[np.intp]:
    """The names as numbers, equal names equal."""
    return np.unique(np.array(names, dtype=str), return_inverse=True)[1]
