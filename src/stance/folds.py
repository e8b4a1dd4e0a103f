"""Leakage-free cross-validation splits: by source, speaker, outlet, year, or at random.

Rows of one group share a fold; a training row that is a near-duplicate of a test row (`stance.near_duplicates`) is
dropped from that fold and counted.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold

from stance.errors import DataError
from stance.near_duplicates import shared_shingles
from stance.records import AUTHOR, Document, LabelledClaim

FOLDS: Final = 5

Split = Literal["group", "speaker", "outlet", "year", "random"]
SPLITS: Final[tuple[Split, ...]] = ("group", "speaker", "outlet", "year", "random")


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
    documents: Mapping[str, Document] | None = None,
    seed: int = 0,
) -> list[Fold]:
    """The folds, in order: every row is tested once, and rows that must not be told apart share a fold.

    `split`: by `group`, by `speaker` (AUTHOR counts as the document's byline where `documents`, by id, know it, else as
    the row's group), by `outlet` or `year` of the document, or at `random` with the copies left in, which is what
    leakage would claim. Labels are spread evenly as far as that allows.

    Raises:
        DataError: there are fewer than two such clusters, no label stands twice, or an outlet or year is not known.
    """
    clusters = split_clusters(labelled, split=split, documents=documents or {})
    count = len(set(clusters))
    if count < 2:
        raise DataError(f"{len(labelled)} labelled rows in {count} cluster(s) by {split}: folds need two or more")
    # Of twelve rows with three of each label, five folds could not share out any of them.
    folds = min(FOLDS, count, max(Counter(row.label for row in labelled).values()))
    if folds < 2:
        raise DataError(f"{len(labelled)} labelled rows, each with a label of its own: folds need some that share one")
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    marks = [frozenset()] * len(labelled) if split == "random" else shared_shingles([row.text for row in labelled])
    with warnings.catch_warnings():
        # A label with fewer rows than folds is expected here (`exists` is rare); it is missing from some folds.
        warnings.filterwarnings("ignore", "The least populated class", UserWarning)
        pairs = splitter.split(marks, _codes([row.label for row in labelled]), _codes(clusters))
        return [_without_copies(list(map(int, train)), list(map(int, test)), marks) for train, test in pairs]


def rows_to_split(labelled: Sequence[LabelledClaim], *, split: Split, documents: Mapping[str, Document]) -> list[int]:
    """The numbers of the rows that such a split can hold: by outlet and year those whose document's is known.

    Rows that were written for training are of no outlet and no year, and stay.
    """
    return [i for i, row in enumerate(labelled) if _published(row, split, documents) is not None]


def split_clusters(labelled: Sequence[LabelledClaim], *, split: Split, documents: Mapping[str, Document]) -> list[str]:
    """The name of what each row must share a fold with.

    Raises:
        DataError: a row's outlet or year is asked for and not known.
    """
    if split == "random":
        return [str(number) for number in range(len(labelled))]
    if split == "group":
        return [row.group for row in labelled]
    if split == "speaker":  # joint speakers ("A; B") tie A's rows and B's together
        return _tied([[part.strip() for part in name.split(";")] for name in speaker_names(labelled, documents)])
    published = [_published(row, split, documents) for row in labelled]
    if None in published:
        raise DataError(f"{labelled[published.index(None)].document}: its {split} is not known; leave such rows out")
    # A digest and its original share a group, and so a fold, also where they were published by two.
    names = (f"{split} {name}" if name else "" for name in published)
    return _tied([[name, f"group {row.group}"] for name, row in zip(names, labelled, strict=True)])


def speaker_names(labelled: Sequence[LabelledClaim], documents: Mapping[str, Document]) -> list[str]:
    """Each row's speaker in small letters; the writer by the document's byline where it is known, else by the group."""
    return [_speaker(row, documents) for row in labelled]


def _speaker(row: LabelledClaim, documents: Mapping[str, Document]) -> str:
    document = documents.get(row.document or "")
    own = row.speaker in (None, "", AUTHOR)
    name = row.speaker if not own else document.authors if document else None
    return " ".join(name.casefold().split()) if name else f"author of {row.group}"


def _published(row: LabelledClaim, split: Split, documents: Mapping[str, Document]) -> str | None:
    """The outlet or the year of the row's document, None where it is not known; empty where none is needed."""
    if split not in ("outlet", "year") or row.written:
        return ""
    document = documents.get(row.document or "")
    name = (document.outlet if split == "outlet" else (document.date or "")[:4]) if document else None
    return " ".join(name.casefold().split()) if name else None


def _tied(names: Sequence[Sequence[str]]) -> list[str]:
    """The head of each row's cluster: rows that share one of their names, or are tied by other rows, share it."""
    heads: dict[str, str] = {}
    kept = [[name for name in of_row if name] or [""] for of_row in names]
    for first, *others in kept:
        for other in others:
            heads[_head(heads, other)] = _head(heads, first)
    return [_head(heads, of_row[0]) for of_row in kept]


def _head(heads: Mapping[str, str], name: str) -> str:
    while name in heads and heads[name] != name:
        name = heads[name]
    return name


def _without_copies(train: list[int], test: list[int], marks: Sequence[frozenset[int]]) -> Fold:
    """The fold without the training rows that share a mark with a test row."""
    seen = frozenset[int]().union(*(marks[i] for i in test))
    copies = {i for i in train if not marks[i].isdisjoint(seen)}
    return Fold(train=tuple(i for i in train if i not in copies), test=tuple(test), dropped=tuple(sorted(copies)))


def _codes(names: Sequence[str]) -> NDArray[np.intp]:
    """The names as numbers, equal names equal."""
    return np.unique(np.array(names, dtype=str), return_inverse=True)[1]
