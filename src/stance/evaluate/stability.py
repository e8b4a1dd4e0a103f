"""How far the figures hang on the draw: folds drawn again, fewer labels, and where among the claims the errors lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import numpy as np

from stance.encoder import Encoder
from stance.evaluate import OutOfFold, out_of_fold
from stance.evaluate.metrics import measure
from stance.features import ClaimFeatures
from stance.features.cues import NAMES
from stance.folds import Fold, make_folds
from stance.model import fit_model
from stance.records import AUTHOR, LabelledClaim, Question

REPEATS: Final = 3
SIZES: Final = (0.25, 0.5, 0.75, 1.0)
SHOWN: Final = ("macro_f1", "kappa", "f1_bearing")

_LONG: Final = 30
"""Words from which a claim counts as long: a third of the labelled ones are."""
_CUES: Final = ("negation", "concession", "modal", "all_sides", "some_sides", "quotation")


def repeated_figures(
    labelled: Sequence[LabelledClaim], *, question: Question, encoder: Encoder | None = None, repeats: int = REPEATS
) -> dict[str, Any]:
    """The figures of grouped folds drawn with `repeats` seeds: all of them, their mean and standard deviation."""
    fit = partial(fit_model, question=question, encoder=encoder)
    found: dict[str, list[float]] = {name: [] for name in SHOWN}
    for seed in range(1, repeats + 1):
        run = out_of_fold(labelled, question=question, folds=make_folds(labelled, seed=seed), fit=fit)
        _collect(found, labelled, run)
    return {
        name: {
            "values": values,
            "mean": round(float(np.mean(values)), 4),
            "sd": round(float(np.std(values, ddof=1)), 4),
        }
        for name, values in found.items()
        if len(values) > 1
    }


def learning_curve(
    labelled: Sequence[LabelledClaim], *, question: Question, encoder: Encoder | None = None, seed: int = 0
) -> list[dict[str, Any]]:
    """Figures of the same grouped folds with a part of the training sources: a row a size, with the labels used."""
    fit = partial(fit_model, question=question, encoder=encoder)
    folds = make_folds(labelled, seed=seed)
    rows = []
    for size in SIZES:
        cut = [_cut(fold, labelled, size, seed) for fold in folds]
        found: dict[str, list[float]] = {name: [] for name in SHOWN}
        _collect(found, labelled, out_of_fold(labelled, question=question, folds=cut, fit=fit))
        labels = round(float(np.mean([len(fold.train) for fold in cut])))
        rows.append({"size": size, "labels": labels} | {name: values[0] for name, values in found.items() if values})
    return rows


def slice_figures(labelled: Sequence[LabelledClaim], evaluated: OutOfFold) -> dict[str, dict[str, Any]]:
    """By kind of claim: its spans, the share that is wrong, kappa; kinds overlap."""
    table = ClaimFeatures(sides=evaluated.question.sides).transform([row.text for row in labelled])
    kinds: dict[str, Callable[[int], bool]] = {
        "the writer's own": lambda i: labelled[i].speaker in (AUTHOR, None),
        "of others": lambda i: labelled[i].speaker not in (AUTHOR, None),
        f"{_LONG} words or more": lambda i: len(labelled[i].text.split()) >= _LONG,
        f"under {_LONG} words": lambda i: len(labelled[i].text.split()) < _LONG,
    }
    chosen = {name: [i for i in range(len(labelled)) if test(i)] for name, test in kinds.items()}
    for name in (cue for cue in _CUES if cue in NAMES):
        chosen[f"with {name.replace('_', ' ')}"] = list(np.flatnonzero(table[f"cue_{name}"].to_numpy() > 0))
    return {name: _errors(rows, labelled, evaluated) for name, rows in chosen.items() if rows}


def _spread(values: Sequence[float]) -> dict[str, Any]:
    mean, deviation = float(np.mean(values)), float(np.std(values, ddof=1))
    return {"values": list(values), "mean": round(mean, 4), "sd": round(deviation, 4)}


def _errors(rows: Sequence[int], labelled: Sequence[LabelledClaim], evaluated: OutOfFold) -> dict[str, Any]:
    gold, stances = [labelled[i].label for i in rows], [evaluated.scored[i].stance for i in rows]
    wrong = np.mean([right != given for right, given in zip(gold, stances, strict=True)])
    kappa = measure(gold, stances, evaluated.question)["kappa"]
    return {"spans": len(rows), "wrong": round(float(wrong), 4), "kappa": kappa}


def _collect(found: dict[str, list[float]], labelled: Sequence[LabelledClaim], run: OutOfFold) -> None:
    """Append a run's figures to each list, but for those that are not defined."""
    figures = measure([row.label for row in labelled], run.stances, run.question)
    for name, values in found.items():
        if figures[name] is not None:
            values.append(figures[name])


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
