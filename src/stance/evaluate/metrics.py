"""How well predicted labels agree with those given by hand: figures, their intervals, and the match of spans to claims.

Every figure is a function of the confusion table, so a bootstrap over clusters adds up tables and never touches a row.
A figure that is not defined (no such span, one label alone) is None, and null in JSON.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stance.records import LabelledClaim, Question, ScoredClaim

DRAWS: Final = 1000
"""Bootstrap draws behind an interval; the ends of a 95 % interval then rest on 25 draws each."""

Table = NDArray[np.float64]


def measure(
    gold: Sequence[str],
    predicted: Sequence[str],
    question: Question,
    *,
    clusters: Sequence[str] | None = None,
    seed: int = 0,
) -> dict[str, Any]:
    """All figures of `predicted` against `gold`, as plain values fit for JSON.

    With `clusters`, one a row (what was sampled as a whole: a document, a source), `clusters` counts them and
    `intervals` holds the 95 % cluster-bootstrap interval of each figure.
    """
    tables = tables_by_cluster(gold, predicted, question, clusters or ["all"] * len(gold))
    total = tables.sum(axis=0)
    found = figures(total, question) | {"confusion": _as_dict(total, question)}
    if clusters is not None:
        found["clusters"] = len(tables)
    if clusters is not None and len(tables) > 1:
        found["intervals"] = _intervals(tables, question, seed)
    return found


def figures(table: Table, question: Question) -> dict[str, Any]:
    """The figures of one confusion table of shape (n_labels, n_labels): rows by hand, columns predicted; 4 decimals."""
    found = exact_figures(table, question)
    found["f1"] = {label: _number(value) for label, value in found["f1"].items()}
    return {name: _number(value) if isinstance(value, float) else value for name, value in found.items()}


def exact_figures(table: Table, question: Question) -> dict[str, Any]:
    """As `figures`, not rounded: for what compares figures with each other."""
    labels = question.labels
    f1 = dict(zip(labels, _f1_scores(table), strict=True))
    on_scale = [labels.index(label) for label in question.scale]
    scale = table[np.ix_(on_scale, on_scale)]
    return {
        "spans": int(table.sum()),
        "macro_f1": sum(f1.values()) / len(labels),
        "kappa": _kappa(table),
        "quadratic_kappa": _kappa(scale, quadratic=True),
        "on_scale": int(scale.sum()),
        "f1": f1,
        "f1_bearing": _bearing(table, question),
        **_swaps(table, question),
    }


def match_claims(gold: Sequence[LabelledClaim], claims: Sequence[ScoredClaim]) -> list[ScoredClaim | None]:
    """For each labelled span the claim that overlaps it best, or None where none does.

    Best is the highest intersection over union; on a tie the claim that comes first in `claims`.
    """
    by_document: dict[str | None, list[ScoredClaim]] = {}
    for scored in claims:
        by_document.setdefault(scored.claim.document, []).append(scored)
    return [_best_overlap(row, by_document.get(row.document, ())) for row in gold]


def matched_stances(gold: Sequence[LabelledClaim], claims: Sequence[ScoredClaim], question: Question) -> list[str]:
    """The stance each labelled span is given end to end; a span that no claim overlaps bears none.

    Raises:
        ValueError: the question has no label for "none", so a missed span has no stance to be given.
    """
    if question.none_label is None:
        raise ValueError(f"question {question.id!r} has no none_label: spans without a claim cannot be counted")
    return [found.stance if found else question.none_label for found in match_claims(gold, claims)]


def cluster_interval(
    parts: NDArray[np.float64], wholes: NDArray[np.float64], clusters: Sequence[str], seed: int = 0
) -> list[float] | None:
    """The 95 % cluster-bootstrap interval of the ratio of sums, `parts` to `wholes`, one value of each a row."""
    which = np.unique(np.array(clusters, dtype=str), return_inverse=True)[1]
    n = int(which.max()) + 1 if len(which) else 0
    if n < 2 or not wholes.any():
        return None
    drawn = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=DRAWS)
    above, below = drawn @ np.bincount(which, parts, n), drawn @ np.bincount(which, wholes, n)
    return percentile_interval(list(above[below > 0] / below[below > 0]))


def _best_overlap(row: LabelledClaim, claims: Sequence[ScoredClaim]) -> ScoredClaim | None:
    best, highest = None, 0.0
    if row.start is None or row.end is None:
        return None
    for scored in claims:
        start, end = scored.claim.start, scored.claim.end
        common = min(end, row.end) - max(start, row.start)
        overlap = common / (row.end - row.start + end - start - common) if common > 0 else 0.0
        if overlap > highest:
            best, highest = scored, overlap
    return best


def tables_by_cluster(
    gold: Sequence[str], predicted: Sequence[str], question: Question, clusters: Sequence[str]
) -> NDArray[np.float64]:
    """Shape (n_clusters, n_labels, n_labels): one confusion table a cluster."""
    place = {label: i for i, label in enumerate(question.labels)}
    number = {cluster: i for i, cluster in enumerate(dict.fromkeys(clusters))}
    tables = np.zeros((max(1, len(number)), len(place), len(place)))
    for right, given, cluster in zip(gold, predicted, clusters, strict=True):
        tables[number[cluster], place[right], place[given]] += 1
    return tables


def _intervals(tables: NDArray[np.float64], question: Question, seed: int) -> dict[str, Any]:
    """Each figure's 2.5th and 97.5th percentile over draws of as many clusters as there are, with replacement."""
    rng = np.random.default_rng(seed)
    n = len(tables)
    weights = rng.multinomial(n, np.full(n, 1 / n), size=DRAWS)
    drawn = [exact_figures(table, question) for table in np.tensordot(weights, tables, axes=1)]
    names = ("macro_f1", "kappa", "quadratic_kappa", "f1_bearing", "swapped")
    found: dict[str, Any] = {name: percentile_interval([draw[name] for draw in drawn]) for name in names}
    found["f1"] = {label: percentile_interval([draw["f1"][label] for draw in drawn]) for label in question.labels}
    return found


def percentile_interval(values: Sequence[float | None]) -> list[float] | None:
    """The 2.5th and 97.5th percentile of the values that are defined; None where none is."""
    known = [value for value in values if value is not None]
    return [_number(value) for value in np.percentile(known, [2.5, 97.5])] if known else None


def _f1_scores(table: Table) -> list[float]:
    """F1 a label; 0 where a label neither stands nor is predicted, as scikit-learn has it with `zero_division=0`."""
    sums = table.sum(axis=0) + table.sum(axis=1)
    return [float(2 * table[i, i] / sums[i]) if sums[i] else 0.0 for i in range(len(table))]


def _kappa(table: Table, *, quadratic: bool = False) -> float | None:
    """Cohen's kappa; with `quadratic`, a disagreement weighs as the square of its distance on the scale."""
    n, places = table.sum(), np.arange(len(table))
    apart = np.subtract.outer(places, places)
    weights = apart**2 if quadratic else apart != 0
    expected = float((weights * np.outer(table.sum(axis=1), table.sum(axis=0))).sum() / n) if n else 0.0
    return 1 - float((weights * table).sum()) / expected if expected else None


def _bearing(table: Table, question: Question) -> float | None:
    """F1 of bearing any stance at all, against the label that bears none."""
    none = question.none_place
    if none is None:
        return None
    hits = np.delete(np.delete(table, none, 0), none, 1).sum()
    sums = np.delete(table, none, 0).sum() + np.delete(table, none, 1).sum()
    return float(2 * hits / sums) if sums else 0.0


def _swaps(table: Table, question: Question) -> dict[str, Any]:
    """Of the spans at either end of the scale, the share called the other end, and how many such spans there are."""
    first, last = (question.labels.index(label) for label in (question.scale[0], question.scale[-1]))
    ends = table[[first, last]].sum()
    swapped = table[first, last] + table[last, first]
    return {"swapped": float(swapped / ends) if ends else None, "at_the_ends": int(ends)}


def _as_dict(table: Table, question: Question) -> Mapping[str, Mapping[str, int]]:
    rows = zip(question.labels, table, strict=True)
    return {label: {other: int(n) for other, n in zip(question.labels, row, strict=True)} for label, row in rows}


def _number(value: float) -> float:
    return round(float(value), 4)
