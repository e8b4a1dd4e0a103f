"""Calibration error, coverage of prediction sets, and the risk-coverage curve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stance.evaluate.metrics import cluster_interval
from stance.records import Question, ScoredClaim

BINS: Final = 10
_SHARES: Final = tuple(share / 10 for share in range(1, 11))


def trust_figures(
    scored: Sequence[ScoredClaim], gold: Sequence[str], question: Question, clusters: Sequence[str]
) -> dict[str, Any]:
    """`ece`, `reliability` (a row a bin), `risk_coverage`, and where the model gives sets `sets`; plain values.

    `clusters` name what was sampled as a whole, one a row; coverage has its 95 % bootstrap interval over them.
    """
    top = np.array([max(row.probabilities) for row in scored])
    right = np.array([row.stance == label for row, label in zip(scored, gold, strict=True)])
    figures: dict[str, Any] = {
        "ece": round(calibration_error(top, right), 4),
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
    return [{"kept": share, "error": round(float(wrong[:n].mean()), 4)} for share, n in zip(_SHARES, kept, strict=True)]


def _sets(
    scored: Sequence[ScoredClaim], gold: Sequence[str], question: Question, clusters: Sequence[str]
) -> dict[str, Any]:
    """How often sets hold the right label, overall and label by label; their size; how many are one label."""
    hits = np.array([label in (row.prediction_set or ()) for row, label in zip(scored, gold, strict=True)], dtype=float)
    sizes = [len(row.prediction_set or ()) for row in scored]
    alone = np.array(sizes) == 1
    right = np.array([row.stance == label for row, label in zip(scored, gold, strict=True)])
    coverage = {}
    for name in ("all", *question.labels):
        chosen = np.array([name in ("all", label) for label in gold], dtype=float)
        coverage[name] = {
            "spans": int(chosen.sum()),
            "covered": round(float((hits * chosen).sum() / chosen.sum()), 4) if chosen.any() else None,
            "interval": cluster_interval(hits * chosen, chosen, clusters),
        }
    return {
        "coverage": coverage,
        "mean_size": round(float(np.mean(sizes)), 4),
        "certain": round(float(np.mean(alone)), 4),
        "certain_right": round(float(right[alone].mean()), 4) if alone.any() else None,
    }
