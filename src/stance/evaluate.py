"""Labelled claims → how a model does on sources it never saw: folds, out-of-fold scores, figures a table.

Whatever is fitted is fitted inside the fold. Rows of one group share a fold; a training row that shares a run of
eight words with a test row is dropped from that fold and counted.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold

from stance.errors import DataError
from stance.metrics import expected_calibration_error, matched_stances, measure
from stance.model import Model, probabilities, score_claims, train_model
from stance.records import AUTHOR, Claim, LabelledClaim, Question, ScoredClaim

FOLDS: Final = 5
RUN: Final = 8
"""Words in a row that make a training row a copy of a test row: the project's own measure of quotation."""

Split = Literal["group", "speaker", "random"]
SPLITS: Final[tuple[Split, ...]] = ("group", "speaker", "random")
Fit = Callable[[Sequence[LabelledClaim]], Model]

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Row numbers to train on and to test on; `dropped` rows were taken out of training as copies of test rows."""

    train: tuple[int, ...]
    test: tuple[int, ...]
    dropped: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfFold:
    """What each labelled row was given by the model of the fold that did not train on it.

    `probabilities` has shape (n_rows, n_labels), rows in the order of the labelled claims, labels in the question's;
    `fold_of` numbers the fold each row was tested in; `models` holds the model of each fold.
    """

    question: Question
    split: Split
    probabilities: NDArray[np.float64]
    fold_of: tuple[int, ...]
    dropped: tuple[int, ...]
    models: tuple[Model, ...]

    @property
    def stances(self) -> list[str]:
        """The predicted label of each row."""
        return [self.question.labels[int(i)] for i in self.probabilities.argmax(axis=1)]


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


def out_of_fold(
    labelled: Sequence[LabelledClaim],
    *,
    question: Question,
    folds: Sequence[Fold] | None = None,
    split: Split = "group",
    fit: Fit | None = None,
) -> OutOfFold:
    """Each row scored by the model of the fold that never saw its cluster.

    `folds` default to `make_folds(labelled, split=split)`; `fit` to `train_model` with its defaults.
    """
    fit = fit or (lambda rows: train_model(rows, question=question))
    folds = folds or make_folds(labelled, split=split)
    found = np.zeros((len(labelled), len(question.labels)))
    fold_of = np.zeros(len(labelled), dtype=int)
    models = []
    for number, fold in enumerate(folds):
        model = fit([labelled[i] for i in fold.train])
        found[list(fold.test)] = probabilities([labelled[i].text for i in fold.test], model)
        fold_of[list(fold.test)] = number
        models.append(model)
    return OutOfFold(
        question=question,
        split=split,
        probabilities=found,
        fold_of=tuple(map(int, fold_of)),
        dropped=tuple(len(fold.dropped) for fold in folds),
        models=tuple(models),
    )


def score_unseen(claims: Sequence[Claim], labelled: Sequence[LabelledClaim], evaluated: OutOfFold) -> list[ScoredClaim]:
    """Each claim scored by the fold's model that never saw its document's group, in the order of `claims`.

    `labelled` are the rows `evaluated` was made from.

    Raises:
        DataError: a claim's document has no labelled row, or its rows lie in several folds (as by speaker).
    """
    folds: dict[str | None, set[int]] = {}
    for row, fold in zip(labelled, evaluated.fold_of, strict=True):
        folds.setdefault(row.document, set()).add(fold)
    unknown = sorted({claim.document for claim in claims if len(folds.get(claim.document, ())) != 1})
    if unknown:
        raise DataError(
            f"{unknown[0]}: no fold held this document out as a whole ({len(unknown)} such); "
            "score it with a trained model instead (stance score)"
        )
    found: dict[int, ScoredClaim] = {}
    for number, model in enumerate(evaluated.models):
        places = [i for i, claim in enumerate(claims) if number in folds[claim.document]]
        found |= dict(zip(places, score_claims([claims[i] for i in places], model), strict=True))
    return [found[i] for i in range(len(claims))]


def evaluate_all(
    labelled: Sequence[LabelledClaim],
    *,
    question: Question,
    authors: Mapping[str, str] | None = None,
    seed: int = 0,
    fit: Fit | None = None,
) -> tuple[dict[str, Any], OutOfFold]:
    """(figures for the card, the out-of-fold scores by group): the labelled spans by group, by speaker and at random.

    The figures are plain values; `end_to_end` in them is None until `end_to_end_figures` are put there.

    Raises:
        DataError: the labels lie in one group, so that nothing is left to test on.
    """
    fit = fit or (lambda rows: train_model(rows, question=question, seed=seed))
    runs: dict[Split, OutOfFold] = {}
    for split in SPLITS:
        folds = make_folds(labelled, split=split, authors=authors, seed=seed)
        runs[split] = out_of_fold(labelled, question=question, folds=folds, split=split, fit=fit)
    figures = {
        "folds": len(runs["group"].dropped),
        "seed": seed,
        "ends": [question.scale[0], question.scale[-1]],
        "grouped": len({row.group for row in labelled}) < len(labelled),
        "gold_spans": {split: gold_span_figures(labelled, run) for split, run in runs.items()},
        "end_to_end": None,
    }
    return figures, runs["group"]


def gold_span_figures(labelled: Sequence[LabelledClaim], evaluated: OutOfFold) -> dict[str, Any]:
    """The figures of the labelled spans themselves, `all` and a table each, with intervals over groups."""
    return _by_table(labelled, evaluated.stances, evaluated) | {"dropped": list(evaluated.dropped)}


def end_to_end_figures(
    labelled: Sequence[LabelledClaim], claims: Sequence[ScoredClaim], question: Question
) -> dict[str, Any]:
    """The same figures where the spans came from the pipeline: each labelled span takes the claim it overlaps best."""
    return _by_table(labelled, matched_stances(labelled, claims, question), question)


def _by_table(
    labelled: Sequence[LabelledClaim], stances: Sequence[str], source: OutOfFold | Question
) -> dict[str, Any]:
    question = source if isinstance(source, Question) else source.question
    tables = {"all": list(range(len(labelled)))}
    for i, row in enumerate(labelled):
        tables.setdefault(row.table or "labels", []).append(i)
    found: dict[str, Any] = {}
    for name, rows in tables.items():
        gold, clusters = [labelled[i].label for i in rows], [labelled[i].group for i in rows]
        found[name] = measure(gold, [stances[i] for i in rows], question, clusters=clusters)
        if isinstance(source, OutOfFold):
            codes = np.array([question.labels.index(label) for label in gold])
            found[name]["ece"] = round(expected_calibration_error(source.probabilities[rows], codes), 4)
    return found


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
