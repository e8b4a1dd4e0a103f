"""Metrics of predicted against gold labels, with cluster-bootstrap intervals: agreement, calibration, coverage.

Every figure of agreement is a function of the confusion table, so a bootstrap over clusters adds up tables and never
touches a row. A figure that is not defined (no such span, one label alone) is None, and null in JSON.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stance.agreement import kappa, percentile_interval, quadratic_kappa, resampling_weights
from stance.label_sample import overlap_of
from stance.records import LabelledClaim, Question, ScoredClaim

Table = NDArray[np.float64]

MAIN: Final = ("macro_f1", "kappa", "f1_bearing")
"""The figures by which evaluations are told apart."""

BINS: Final = 10
_SHARES: Final = tuple(share / 10 for share in range(1, 11))


def measure(
    gold: Sequence[str],
    predicted: Sequence[str],
    question: Question,
    *,
    clusters: Sequence[str] | None = None,
) -> dict[str, Any]:
    """All figures of `predicted` against `gold`, as plain values fit for JSON.

    With `clusters`, one a row (what was sampled as a whole: a document, a source), `clusters` counts them and
    `intervals` holds the 95 % cluster-bootstrap interval of each figure.
    """
    tables = tables_by_cluster(gold, predicted, question, clusters or ["all"] * len(gold))
    total = tables.sum(axis=0)
    measured = figures(total, question) | {"confusion": _as_dict(total, question)}
    if clusters is not None:
        measured["clusters"] = len(tables)
        if len(tables) > 1:
            measured["intervals"] = _intervals(tables, question)
    return measured


def measure_rows(
    places: Sequence[int], labelled: Sequence[LabelledClaim], stances: Sequence[str], question: Question
) -> dict[str, Any]:
    """As `measure`, of the labelled rows at those places; what was sampled as a whole is their group."""
    gold, clusters = [labelled[i].label for i in places], [labelled[i].group for i in places]
    return measure(gold, [stances[i] for i in places], question, clusters=clusters)


def figures(table: Table, question: Question) -> dict[str, Any]:
    """The figures of one confusion table of shape (n_labels, n_labels): rows by hand, columns predicted; 4 decimals."""
    rounded = exact_figures(table, question)
    rounded["f1"] = {label: _number(value) for label, value in rounded["f1"].items()}
    return {name: _number(value) if isinstance(value, float) else value for name, value in rounded.items()}


def exact_figures(table: Table, question: Question) -> dict[str, Any]:
    """As `figures`, not rounded: for what compares figures with each other."""
    labels = question.labels
    f1 = dict(zip(labels, map(float, f1_scores(table)), strict=True))
    scale = _on_scale(table, question)
    return {
        "spans": int(table.sum()),
        "macro_f1": sum(f1.values()) / len(labels),
        "kappa": _defined(kappa(table)),
        "quadratic_kappa": _defined(quadratic_kappa(scale)),
        "on_scale": int(scale.sum()),
        "f1": f1,
        "f1_bearing": None if question.none_place is None else float(f1_bearing(table, question)),
        "swapped": _defined(swapped(table, question)),
        "at_the_ends": int(table[_ends(question)].sum()),
    }


def drawn_figures(tables: Table, question: Question) -> dict[str, Table]:
    """The headline figures of many tables at once, shape (..., n_labels, n_labels) → (...); NaN where not defined."""
    return {
        "macro_f1": f1_scores(tables).mean(axis=-1),
        "kappa": kappa(tables),
        "quadratic_kappa": quadratic_kappa(_on_scale(tables, question)),
        "f1_bearing": f1_bearing(tables, question),
        "swapped": swapped(tables, question),
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
    return [claim.stance if claim else question.none_label for claim in match_claims(gold, claims)]


def cluster_interval(
    parts: NDArray[np.float64], wholes: NDArray[np.float64], clusters: Sequence[str]
) -> list[float] | None:
    """The 95 % cluster-bootstrap interval of the ratio of sums, `parts` to `wholes`, one value of each a row."""
    which = np.unique(np.array(clusters, dtype=str), return_inverse=True)[1]
    n = int(which.max()) + 1 if len(which) else 0
    if n < 2 or not wholes.any():
        return None
    drawn = resampling_weights(n)
    above, below = drawn @ np.bincount(which, parts, n), drawn @ np.bincount(which, wholes, n)
    return rounded_interval(above[below > 0] / below[below > 0])


def _best_overlap(row: LabelledClaim, claims: Sequence[ScoredClaim]) -> ScoredClaim | None:
    if row.start is None or row.end is None:
        return None
    place = (row.start, row.end)
    overlaps = [(overlap_of(place, (scored.claim.start, scored.claim.end)), scored) for scored in claims]
    highest, best = max(overlaps, key=lambda pair: pair[0], default=(0.0, None))
    return best if highest > 0 else None


def tables_by_cluster(
    gold: Sequence[str], predicted: Sequence[str], question: Question, clusters: Sequence[str]
) -> NDArray[np.float64]:
    """Shape (n_clusters, n_labels, n_labels): one confusion table a cluster."""
    place = {label: i for i, label in enumerate(question.labels)}
    number = {cluster: i for i, cluster in enumerate(dict.fromkeys(clusters))}
    tables = np.zeros((max(1, len(number)), len(place), len(place)))
    for label, predicted_label, cluster in zip(gold, predicted, clusters, strict=True):
        tables[number[cluster], place[label], place[predicted_label]] += 1
    return tables


def _intervals(tables: Table, question: Question) -> dict[str, Any]:
    """Each figure's 2.5th and 97.5th percentile over draws of as many clusters as there are, with replacement."""
    drawn = np.tensordot(resampling_weights(len(tables)), tables, axes=1)
    f1 = map(rounded_interval, np.moveaxis(f1_scores(drawn), -1, 0))
    headlines = {name: rounded_interval(values) for name, values in drawn_figures(drawn, question).items()}
    return {**headlines, "f1": dict(zip(question.labels, f1, strict=True))}


def rounded_interval(values: Table) -> list[float] | None:
    """The interval of bootstrap values to 4 decimals; None where it is not defined."""
    interval = percentile_interval(values)
    return None if interval is None else [_number(end) for end in interval]


def rounded_mean(values: NDArray[Any]) -> float | None:
    """The mean to 4 decimals, of flags the share that is true; None of nothing."""
    return _number(values.mean()) if len(values) else None


def f1_scores(tables: Table) -> Table:
    """F1 a label, shape (..., n_labels); 0 where a label neither stands nor is predicted (`zero_division=0`)."""
    sums = tables.sum(axis=-2) + tables.sum(axis=-1)
    hits = np.diagonal(tables, axis1=-2, axis2=-1)
    scores: Table = np.divide(2 * hits, sums, out=np.zeros_like(sums), where=sums > 0)
    return scores


def f1_bearing(tables: Table, question: Question) -> Table:
    """F1 of bearing any stance at all, against the label that bears none; NaN where the question has none."""
    if question.none_place is None:
        return np.full(tables.shape[:-2], np.nan)
    predicted = np.delete(tables, question.none_place, -1).sum((-2, -1))
    gold = np.delete(tables, question.none_place, -2)
    hits, sums = np.delete(gold, question.none_place, -1).sum((-2, -1)), gold.sum((-2, -1)) + predicted
    scores: Table = np.divide(2 * hits, sums, out=np.zeros_like(sums), where=sums > 0)
    return scores


def swapped(tables: Table, question: Question) -> Table:
    """Of the spans at either end of the scale, the share called the other end; NaN where there are none."""
    first, last = _ends(question)
    at_ends = tables[..., [first, last], :].sum((-2, -1))
    opposite = tables[..., first, last] + tables[..., last, first]
    shares: Table = np.divide(opposite, at_ends, out=np.full_like(at_ends, np.nan), where=at_ends > 0)
    return shares


def _ends(question: Question) -> list[int]:
    return [question.labels.index(question.scale[0]), question.labels.index(question.scale[-1])]


def _on_scale(tables: Table, question: Question) -> Table:
    """The rows and columns of the labels on the scale."""
    places = [question.labels.index(label) for label in question.scale]
    return tables[..., places, :][..., places]


def _defined(value: Table) -> float | None:
    return None if np.isnan(value) else float(value)


def _as_dict(table: Table, question: Question) -> Mapping[str, Mapping[str, int]]:
    rows = zip(question.labels, table, strict=True)
    return {label: {other: int(n) for other, n in zip(question.labels, row, strict=True)} for label, row in rows}


def _number(value: float) -> float:
    return round(float(value), 4)


def trust_figures(
    scored: Sequence[ScoredClaim], gold: Sequence[str], question: Question, clusters: Sequence[str]
) -> dict[str, Any]:
    """`ece`, `reliability` (a row a bin), `risk_coverage`, and where the model gives sets `sets`; plain values.

    `clusters` name what was sampled as a whole, one a row; coverage has its 95 % bootstrap interval over them.
    """
    top = np.array([max(row.probabilities) for row in scored])
    right = np.array([row.stance == label for row, label in zip(scored, gold, strict=True)])
    figures: dict[str, Any] = {
        "ece": _number(calibration_error(top, right)),
        "reliability": _reliability(top, right),
        "risk_coverage": _risk_coverage(top, right),
    }
    if all(row.prediction_set is not None for row in scored):
        figures["sets"] = _sets(scored, gold, question, clusters)
    return figures


def calibration_error(top: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """The mean gap between the top label's probability and how often it is right, over bins of equal width."""
    gaps = [abs(row["probability"] - row["right"]) * row["spans"] for row in _reliability(top, right, digits=12)]
    return float(sum(gaps) / max(1, len(top)))


def _reliability(top: NDArray[np.float64], right: NDArray[np.bool_], digits: int = 4) -> list[dict[str, Any]]:
    which = np.minimum((top * BINS).astype(int), BINS - 1)
    return [
        {
            "from": int(number) / BINS,
            "spans": int((which == number).sum()),
            "probability": round(float(top[which == number].mean()), digits),
            "right": round(float(right[which == number].mean()), digits),
        }
        for number in np.unique(which)
    ]


def _risk_coverage(top: NDArray[np.float64], right: NDArray[np.bool_]) -> list[dict[str, float]]:
    """The error among the surest tenth of the spans, the surest two tenths, … all of them."""
    wrong = ~right[np.argsort(-top, kind="stable")]
    kept = [max(1, round(share * len(wrong))) for share in _SHARES]
    return [{"kept": share, "error": _number(wrong[:n].mean())} for share, n in zip(_SHARES, kept, strict=True)]


def _sets(
    scored: Sequence[ScoredClaim], gold: Sequence[str], question: Question, clusters: Sequence[str]
) -> dict[str, Any]:
    """How often sets hold the right label, overall and label by label; their size; how many are one label."""
    sets = [row.prediction_set or () for row in scored]
    held = np.array([label in labels for labels, label in zip(sets, gold, strict=True)])
    right = np.array([row.stance == label for row, label in zip(scored, gold, strict=True)])
    sizes = np.array([len(labels) for labels in sets])
    coverage = {}
    for name in ("all", *question.labels):
        chosen = np.array([name in ("all", label) for label in gold])
        coverage[name] = {
            "spans": int(chosen.sum()),
            "covered": rounded_mean(held[chosen]),
            "interval": cluster_interval((held & chosen).astype(float), chosen.astype(float), clusters),
        }
    return {
        "coverage": coverage,
        "mean_size": rounded_mean(sizes),
        "certain": rounded_mean(sizes == 1),
        "certain_right": rounded_mean(right[sizes == 1]),
    }
