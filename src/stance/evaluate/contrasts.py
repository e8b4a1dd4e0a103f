"""Contrast consistency: accuracy by kind of edit, families wholly right, how often a negation turns the stance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stance.agreement import kappa
from stance.evaluate.cross_validation import OutOfFold
from stance.evaluate.metrics import cluster_interval, swapped, tables_by_cluster
from stance.records import LabelledClaim, Question, ScoredClaim

BASE: Final = "base"
NEGATION: Final = "negation"
"""The kinds of edit that name a family's first sentence and its negations."""

Pair = tuple[LabelledClaim, ScoredClaim]


def contrast_figures(labelled: Sequence[LabelledClaim], evaluated: OutOfFold) -> dict[str, Any] | None:
    """The figures of rows that were written as families of minimal edits, scored out of fold; None without any.

    `accuracy` with its `interval` over families, `kappa`, `swapped`, `certain` and `certain_right`; `families` and the
    share that is `wholly_right`; `by_edit` the `spans` and share `right` of each kind of edit; `negations`, pairs of a
    base sentence and a negation of another label, and the share of them whose stance is `turned`.
    """
    pairs = [(row, scored) for row, scored in zip(labelled, evaluated.scored, strict=True) if row.written and row.edit]
    if not pairs:
        return None
    right = np.array([row.label == scored.stance for row, scored in pairs])
    groups = [row.group for row, _ in pairs]
    families, edits = _by(groups), _by([row.edit or "" for row, _ in pairs])
    alone = np.array([scored.certain is True for _, scored in pairs])
    return {
        "spans": len(pairs),
        "families": len(families),
        "accuracy": _share(right),
        "interval": cluster_interval(right.astype(float), np.ones(len(right)), groups),
        **_agreement(pairs, evaluated.question),
        "certain": _share(alone),
        "certain_right": _share(right[alone]),
        "wholly_right": _share(np.array([right[rows].all() for rows in families.values()])),
        "by_edit": {edit: {"spans": len(rows), "right": _share(right[rows])} for edit, rows in sorted(edits.items())},
        **_negations([[pairs[i] for i in rows] for rows in families.values()]),
    }


def _agreement(pairs: Sequence[Pair], question: Question) -> dict[str, float]:
    gold, predicted = [row.label for row, _ in pairs], [scored.stance for _, scored in pairs]
    table = tables_by_cluster(gold, predicted, question, ["all"] * len(pairs))[0]
    return {"kappa": round(float(kappa(table)), 4), "swapped": round(float(swapped(table, question)), 4)}


def _negations(families: Sequence[Sequence[Pair]]) -> dict[str, Any]:
    """How many negations have another label than their base sentence, and how many get another stance."""
    turned = [
        scored.stance != base.stance
        for family in families
        for base_row, base in family
        if base_row.edit == BASE
        for row, scored in family
        if row.edit == NEGATION and row.label != base_row.label
    ]
    return {"negations": len(turned), "turned": _share(np.array(turned))}


def _by(names: Sequence[str]) -> dict[str, list[int]]:
    """{name: the places it stands at}, in order."""
    by_name: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        by_name.setdefault(name, []).append(place)
    return by_name


def _share(values: NDArray[np.bool_]) -> float | None:
    return round(float(values.mean()), 4) if len(values) else None
