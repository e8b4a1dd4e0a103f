"""Estimates the share of each label in a corpus from scores and a hand-labelled random sample of it.

A count of predicted labels carries the model's errors into the result. The difference estimator adds what the hand
labels say of them: the mean of the predicted probabilities over all claims, plus the weighted mean of (label −
probability) over the labelled ones. It is unbiased whatever the model, if the labelled claims were drawn with known
probability and the model was not trained on them; a good model only makes it narrower.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from stance.errors import DataError
from stance.records import LabelledClaim, Question, ScoredClaim

ALL: Final = "all"
CONFIDENCE: Final = 0.95
MIN_LABELS: Final = 5
"""Labelled claims below which a part of the corpus gets its raw count alone: an interval on fewer says nothing."""

Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareEstimate:
    """The share of one label among the claims of one part of the corpus.

    `raw` is the share of claims the model gives that label, errors and all; `corrected` lies in `low` to `high` with
    95 % confidence, all three None where fewer than `MIN_LABELS` of the part's claims are labelled.
    """

    part: str
    label: str
    claims: int
    labelled: int
    raw: float
    corrected: float | None
    low: float | None
    high: float | None


def corrected_shares(
    scored: Sequence[ScoredClaim],
    labelled: Sequence[LabelledClaim],
    question: Question,
    *,
    parts: Sequence[str],
) -> list[ShareEstimate]:
    """The shares of every part in its order of first appearance, and within it of every label in the question's.

    `scored` is the whole corpus, `parts` names the part (a speaker, document, outlet, month) of each of its claims.
    The scores must come from a model that was not trained on `labelled`: for labels that trained it, take those of
    `score_unseen`.

    Raises:
        DataError: a label was not drawn out of this corpus with a known probability, or stands at no claim of it.
    """
    chances = _chances(scored, labelled)
    place = {label: column for column, label in enumerate(question.labels)}
    gold = np.full((len(scored), len(place)), np.nan)
    for number, (label, _) in chances.items():
        gold[number] = np.eye(len(place))[place[label]]
    weights = np.array([1 / chances[i][1] if i in chances else 0.0 for i in range(len(scored))])
    predicted = np.array([row.probabilities for row in scored])
    named = np.array([place[row.stance] for row in scored])
    estimates = []
    for part in dict.fromkeys(parts):
        rows = np.array([i for i, name in enumerate(parts) if name == part])
        for label, column in place.items():
            raw = float((named[rows] == column).mean())
            interval = _estimate(predicted[rows, column], gold[rows, column], weights[rows])
            estimates.append(_share(part, label, raw=raw, interval=interval, weights=weights[rows]))
    return estimates


def _share(
    part: str, label: str, *, raw: float, interval: tuple[float, float] | None, weights: NDArray[np.float64]
) -> ShareEstimate:
    """The share as a record; an interval's ends are kept inside what a share can be."""
    middle, half = interval or (None, None)
    return ShareEstimate(
        part=part,
        label=label,
        claims=len(weights),
        labelled=int((weights > 0).sum()),
        raw=raw,
        corrected=None if middle is None else min(1.0, max(0.0, middle)),
        low=None if middle is None or half is None else min(1.0, max(0.0, middle - half)),
        high=None if middle is None or half is None else max(0.0, min(1.0, middle + half)),
    )


def _estimate(
    predicted: NDArray[np.float64], gold: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[float, float] | None:
    """(corrected share, half the width of its interval) of one label; None where too few are labelled.

    `weights` are one over the chance of having been drawn, 0 for claims without a label.
    """
    drawn = weights > 0
    n = int(drawn.sum())
    if n < MIN_LABELS:
        return None
    weight, error = weights[drawn], gold[drawn] - predicted[drawn]
    mean_error = float((weight * error).sum() / weight.sum())
    # A claim that had to be drawn (weight 1) adds no variance; n / (n - 1) since the mean is taken from the same rows.
    spread = (1 - 1 / weight) * weight**2 * (error - mean_error) ** 2
    variance = float(spread.sum() / weight.sum() ** 2) * n / (n - 1)
    half = float(student.ppf(0.5 + CONFIDENCE / 2, n - 1)) * variance**0.5
    return float(predicted.mean()) + mean_error, half


def _chances(scored: Sequence[ScoredClaim], labelled: Sequence[LabelledClaim]) -> dict[int, tuple[str, float]]:
    """By the number of the labelled claim in `scored`: its label, and the chance with which it was drawn."""
    where: Mapping[Span, int] = {(r.claim.document, r.claim.start, r.claim.end): i for i, r in enumerate(scored)}
    estimates, refused = {}, []
    for row in labelled:
        chance = _chance(row.sampling)
        number = where.get((row.document or "", row.start or 0, row.end or 0))
        if chance is None:
            refused.append(f"{_name(row)} was drawn as {row.sampling or 'nothing known'!r}")
        elif number is None:
            refused.append(f"{_name(row)} is no claim of this corpus")
        else:
            estimates[number] = (row.label, chance)
    refused += _incomplete(scored, labelled, estimates)
    if refused:
        more = f" (and {len(refused) - 1} more)" if len(refused) > 1 else ""
        raise DataError(
            f"shares cannot be corrected: {refused[0]}{more}; draw labels from the corpus you score: "
            "stance label --sample 100"
        )
    return estimates


def _incomplete(
    scored: Sequence[ScoredClaim], labelled: Sequence[LabelledClaim], estimates: Mapping[int, tuple[str, float]]
) -> list[str]:
    """Why labels that claim to be all of a document are not, and which documents had no chance to be drawn."""
    whole = {row.document for row in labelled if row.sampling == ALL}
    faults = [
        f"{row.claim.document} {row.claim.start}-{row.claim.end} has no label, though its document's are drawn as 'all'"
        for number, row in enumerate(scored)
        if row.claim.document in whole and number not in estimates
    ]
    if whole and all(row.sampling == ALL for row in labelled):
        others = dict.fromkeys(row.claim.document for row in scored if row.claim.document not in whole)
        faults += [f"{document} had no chance to be drawn" for document in others]
    return faults


def _chance(sampling: str | None) -> float | None:
    """The chance of having been drawn: 1 for `all`, a number in (0, 1], else unknown."""
    if sampling == ALL:
        return 1.0
    try:
        chance = float(sampling or "")
    except ValueError:
        return None
    return chance if 0 < chance <= 1 else None


def _name(row: LabelledClaim) -> str:
    return f"{row.document or row.group} {row.start}-{row.end}" if row.start is not None else f"a row of {row.group}"
