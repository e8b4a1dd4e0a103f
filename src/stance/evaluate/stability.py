"""Variance over repeated folds, and the learning curve over training sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from stance.evaluate.cross_validation import OutOfFold, Setup, out_of_fold, rows_of_split
from stance.evaluate.metrics import MAIN, measure, measure_rows
from stance.folds import SPLITS, Fold
from stance.labels import rows_of_texts
from stance.records import LabelledClaim

REPEATS: Final = 3
SIZES: Final = (0.25, 0.5, 0.75, 1.0)


def repeated_figures(
    labelled: Sequence[LabelledClaim], setup: Setup, *, repeats: int = REPEATS
) -> dict[str, dict[str, Any]]:
    """By split that the rows allow, and figure: its `values` of `repeats` draws of the folds, their `mean` and `sd`.

    All without a tuned encoder; with it only by source, as `tuned`: each row has the encoder's score from before it had
    seen the row's source, whichever folds are drawn.
    """
    draws = [replace(setup.untuned(), seed=setup.seed + number) for number in range(1, repeats + 1)]
    by_split = {}
    for split in SPLITS:
        if rows := rows_of_split(labelled, split, setup):
            runs = [out_of_fold(rows, draw, split=split) for draw in draws]
            if split == "group" and setup.untuned() is not setup:
                tuned = [replace(draw, encoder=setup.encoder) for draw in draws]
                pairs = zip(tuned, runs, strict=True)
                by_split["tuned"] = _spreads(rows, [out_of_fold(rows, draw, by_words=run) for draw, run in pairs])
            by_split[str(split)] = _spreads(rows, runs)
    return by_split


def learning_curve(labelled: Sequence[LabelledClaim], setup: Setup) -> list[dict[str, Any]]:
    """Figures of the same grouped folds with a part of the training sources: a row a size.

    Each with the mean count of sources (`groups`) and labels trained on, and intervals over the sources tested. Without
    a tuned encoder, which was tuned on all of them. What is learnt from scores is learnt on all other folds' rows.
    """
    setup = setup.untuned()
    folds = setup.folds(labelled)
    texts = rows_of_texts(labelled)
    rows = []
    for size in SIZES:
        cut = [_cut(fold, labelled, size, setup.seed) for fold in folds]
        run = out_of_fold(labelled, setup, folds=cut)
        figures = measure_rows(texts, labelled, run.stances, setup.question)
        rows.append(
            {
                "size": size,
                "groups": round(float(np.mean([len({labelled[i].group for i in fold.train}) for fold in cut]))),
                "labels": round(float(np.mean([len(fold.train) for fold in cut]))),
                **{name: figures[name] for name in MAIN},
                "intervals": {name: figures["intervals"][name] for name in MAIN},
            }
        )
    return rows


def _spreads(rows: Sequence[LabelledClaim], runs: Sequence[OutOfFold]) -> dict[str, Any]:
    """Of each main figure its values over the runs; no intervals, which nobody would read."""
    places = rows_of_texts(rows)
    gold = [rows[i].label for i in places]
    measured = [measure(gold, [run.stances[i] for i in places], run.question) for run in runs]
    return {name: _spread([figures[name] for figures in measured]) for name in MAIN}


def _spread(values: Sequence[float | None]) -> dict[str, Any]:
    """The values, their mean and standard deviation; None where one of them is not defined, or there is but one."""
    known = [value for value in values if value is not None]
    whole = len(known) == len(values)
    return {
        "values": list(values),
        "mean": round(float(np.mean(known)), 4) if whole else None,
        "sd": round(float(np.std(known, ddof=1)), 4) if whole and len(known) > 1 else None,
    }


def _cut(fold: Fold, labelled: Sequence[LabelledClaim], size: float, seed: int) -> Fold:
    """The fold with that share of its training sources, drawn; a smaller draw lies inside a larger one.

    A label that the draw would lose keeps its first source, so that every size learns the same labels.
    """
    groups = sorted({labelled[i].group for i in fold.train})
    order = np.random.default_rng(seed).permutation(len(groups))
    kept = {groups[i] for i in order[: max(1, round(size * len(groups)))]}
    held = {labelled[i].label for i in fold.train if labelled[i].group in kept}
    for i in fold.train:
        if labelled[i].label not in held:
            kept.add(labelled[i].group)
            held |= {labelled[j].label for j in fold.train if labelled[j].group == labelled[i].group}
    return replace(fold, train=tuple(i for i in fold.train if labelled[i].group in kept))
