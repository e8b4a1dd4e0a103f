"""Two models on the same labelled spans → whether one is better, with a p-value and a plain sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stance.errors import DataError
from stance.evaluate.metrics import DRAWS, figures, percentile_interval, tables_by_cluster
from stance.model import Model, as_claim, score_claims
from stance.records import LabelledClaim, Question

FIGURES: Final = ("macro_f1", "kappa", "f1_bearing")
SURE: Final = 0.05
"""The p-value from which two models are said to differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two models differ by on the same spans.

    `differences` holds for each figure `first`, `second`, `difference` (second − first), its 95 % cluster-bootstrap
    `interval` and the two-sided `p` of a permutation test that swaps the models' answers a whole cluster at a time.
    """

    spans: int
    clusters: int
    differences: Mapping[str, Mapping[str, Any]]
    verdict: str


def compare_models(
    first: Model, second: Model, labelled: Sequence[LabelledClaim], names: tuple[str, str]
) -> Comparison:
    """Two models on those labelled spans whose group neither was trained on; `names` are theirs in the verdict.

    Raises:
        DataError: they answer other questions, or one of them has seen every group.
    """
    if first.question.labels != second.question.labels:
        raise DataError(f"{names[0]} and {names[1]} have other labels: models of one question can be compared")
    seen = {group for model in (first, second) for group in model.manifest["trained_on"]["group_names"]}
    fresh = [row for row in labelled if row.group not in seen]
    if not fresh:
        raise DataError(
            f"{names[0]} or {names[1]} was trained on every source of these {len(labelled)} labels; give labels of "
            "other sources, or compare out-of-fold scores: stance evaluate --predictions"
        )
    claims = [as_claim(row) for row in fresh]
    stances = [[row.stance for row in score_claims(claims, model)] for model in (first, second)]
    return compare_stances(fresh, stances[0], stances[1], first.question, names=names)


def compare_stances(
    labelled: Sequence[LabelledClaim],
    first: Sequence[str],
    second: Sequence[str],
    question: Question,
    *,
    names: tuple[str, str],
) -> Comparison:
    """Two lists of predicted labels for the same labelled spans, compared; clusters are the spans' groups."""
    gold, clusters = [row.label for row in labelled], [row.group for row in labelled]
    tables = (
        tables_by_cluster(gold, first, question, clusters),
        tables_by_cluster(gold, second, question, clusters),
    )
    drawn = _bootstrap(tables, question)
    permuted = _permute(tables, question)
    found = {}
    for name in FIGURES:
        both = [figures(table.sum(axis=0), question)[name] for table in tables]
        if None not in both:
            found[name] = _difference(both, drawn[name], permuted[name])
    spans, number = len(labelled), len(tables[0])
    verdict = _verdict(found["macro_f1"], names, f"{spans} spans of {number} sources")
    return Comparison(spans=spans, clusters=number, differences=found, verdict=verdict)


def _difference(both: Sequence[float], drawn: Sequence[float], permuted: Sequence[float]) -> dict[str, Any]:
    difference = both[1] - both[0]
    # The data themselves are one of the arrangements, so that p is never 0.
    extreme = 1 + sum(abs(value) >= abs(difference) - 1e-12 for value in permuted)
    return {
        "first": both[0],
        "second": both[1],
        "difference": round(difference, 4),
        "interval": percentile_interval(list(drawn)),
        "p": round(extreme / (len(permuted) + 1), 4),
    }


def _bootstrap(tables: Sequence[NDArray[np.float64]], question: Question) -> dict[str, list[float]]:
    """The differences over draws of whole clusters, the same draw for both models."""
    n = len(tables[0])
    weights = np.random.default_rng(0).multinomial(n, np.full(n, 1 / n), size=DRAWS)
    return _differences([np.tensordot(weights, table, axes=1) for table in tables], question)


def _permute(tables: Sequence[NDArray[np.float64]], question: Question) -> dict[str, list[float]]:
    """The differences were each cluster's answers to have come from either model with equal chance."""
    swap = np.random.default_rng(0).integers(0, 2, size=(DRAWS, len(tables[0])))
    mixed = [
        np.tensordot(1 - swap, tables[0], axes=1) + np.tensordot(swap, tables[1], axes=1),
        np.tensordot(swap, tables[0], axes=1) + np.tensordot(1 - swap, tables[1], axes=1),
    ]
    return _differences(mixed, question)


def _differences(drawn: Sequence[NDArray[np.float64]], question: Question) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {name: [] for name in FIGURES}
    for table, other in zip(*drawn, strict=True):
        left, right = figures(table, question), figures(other, question)
        for name in FIGURES:
            if left[name] is not None and right[name] is not None:
                found[name].append(right[name] - left[name])
    return found


def _verdict(found: Mapping[str, Any], names: tuple[str, str], where: str) -> str:
    low, high = found["interval"]
    shown = (
        f"macro F1 {found['first']:.2f} and {found['second']:.2f}, difference {found['difference']:+.2f} "
        f"[{low:+.2f}, {high:+.2f}], p = {found['p']:.3f}, on {where}"
    )
    if found["p"] > SURE:
        return f"{names[0]} and {names[1]} cannot be told apart: {shown}."
    better, worse = names[::-1] if found["difference"] > 0 else names
    return f"{better} is better than {worse}: {shown}."
