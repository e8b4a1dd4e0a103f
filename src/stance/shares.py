"""Estimates the share of each label in a corpus from scores and a hand-labelled random sample of it.

A count of predicted labels carries the model's errors into the result. The difference estimator adds what the hand
labels say of them: the mean of the predicted probabilities over all claims, plus the weighted mean of (label −
probability) over the labelled ones. It is unbiased whatever the model, if the labelled claims were drawn with known
probability and the model was not trained on them; a good model only makes it narrower.

The interval is a score interval, as Wilson's for a plain share: it holds the shares that the estimate does not
contradict, and the variance is taken anew for each of them. For a share θ the model's probabilities are shifted on
the logit scale until their mean is θ; the variance that label − probability then has is pooled with the one in the
sample. So no error among eight labels is not taken for no error at all.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stance.label_sample import Sample
from stance.records import Question, ScoredClaim

Z_95: Final = 1.959964
"""The quantile of the normal distribution for a 95 % interval."""

MIN_EXPECTED: Final = 3.0
"""Claims with the label, and without it, that the model lets expect among the labelled ones. Below, an interval holds
the truth either always or too seldom (bench/shares.py), so none is given."""

MIN_ERRORS: Final = 0.9
"""The sum of the variances, over the labelled claims, that the model lets expect of label − probability: about the
errors among them. With fewer, as of a model that is nearly always right, no interval is true either."""

PRIOR_LABELS: Final = 100
"""How many labels the model's own variance counts for beside that of the sample: a model that is nearly always right
shows an error in one label of fifty."""

SHIFTS: Final = np.linspace(-12, 12, 601)
"""Shifts on the logit scale for which the share and the variance are worked out; ends are interpolated."""

PROBABILITY_MARGIN: Final = 1e-4
"""No probability is taken as nearer to 0 or 1, where a logit has no end."""

Array = NDArray[np.float64]
Rows = NDArray[np.int64]
Estimate = tuple[float | None, float | None, float | None, int]
"""A corrected share, its low and high end, and the labels still needed; the first three None with too few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareEstimate:
    """The share of one label among the claims of one part of the corpus.

    `raw` is the share of claims the model gives that label, errors and all; `corrected` lies in `low` to `high` with
    95 % confidence. All three are None where there are too few labels; `needed` says how many more of this part it
    takes, 0 where there are enough.
    """

    part: str
    label: str
    claims: int
    labelled: int
    raw: float
    corrected: float | None
    low: float | None
    high: float | None
    needed: int


def corrected_shares(
    scored: Sequence[ScoredClaim],
    sample: Sample,
    question: Question,
    *,
    parts: Sequence[str],
    strata: Sequence[str] | None = None,
) -> list[ShareEstimate]:
    """The shares of every part in its order of first appearance, and within it of every label in the question's.

    `scored` is the whole corpus, `parts` names the part (a speaker, document, outlet, month) of each of its claims, and
    `strata`, if given, the stratum within which each was drawn. Where annotators of a claim differ and none is `gold`,
    each counts by its share, so that their disagreement enters the variance. The scores must come from a model that was
    not trained on the sample: for labels that trained it, take cross-fitted ones.
    """
    weights = sample.weights if strata is None else _weights_in_strata(sample.weights, strata)

    def estimate(estimator: ShareEstimator, rows: Rows, column: int) -> Estimate:
        return estimator.estimate(sample.means[rows, column], weights[rows])

    return _each_part_and_label(scored, question, parts, labelled=weights > 0, estimate=estimate)


def labels_needed(
    scored: Sequence[ScoredClaim], question: Question, *, parts: Sequence[str], half_width: float
) -> list[ShareEstimate]:
    """As `corrected_shares` before anything is labelled: `needed` labels of each part for intervals that half as wide.

    The model's own probabilities say how much its errors vary; where they are too sure of themselves, it takes more.
    """
    nothing = np.zeros(len(scored), dtype=bool)

    def plan(estimator: ShareEstimator, _rows: Rows, _column: int) -> Estimate:
        return None, None, None, estimator.needed(half_width)

    return _each_part_and_label(scored, question, parts, labelled=nothing, estimate=plan)


def _each_part_and_label(
    scored: Sequence[ScoredClaim],
    question: Question,
    parts: Sequence[str],
    *,
    labelled: NDArray[np.bool_],
    estimate: Callable[[ShareEstimator, Rows, int], Estimate],
) -> list[ShareEstimate]:
    """The estimates of every part and, within it, label, from its estimator, the part's rows and the label's column."""
    probabilities = np.array([row.probabilities for row in scored])
    stances = np.array([question.labels.index(row.stance) for row in scored])
    estimates = []
    for part, rows in _rows_by_part(parts).items():
        for column, label in enumerate(question.labels):
            corrected, low, high, needed = estimate(ShareEstimator(probabilities[rows, column]), rows, column)
            estimates.append(
                ShareEstimate(
                    part=part,
                    label=label,
                    claims=len(rows),
                    labelled=int(labelled[rows].sum()),
                    raw=float((stances[rows] == column).mean()),
                    corrected=corrected,
                    low=low,
                    high=high,
                    needed=needed,
                )
            )
    return estimates


class ShareEstimator:
    """Estimates the share of one label among some claims, of which each has a probability of that label."""

    def __init__(self, probabilities: Array) -> None:
        """The predicted probabilities of the label, one a claim."""
        self.probabilities = probabilities
        self.mean = float(probabilities.mean())
        clipped = np.clip(probabilities, PROBABILITY_MARGIN, 1 - PROBABILITY_MARGIN)
        # Claims are grouped by their logit, in steps far below what shows, so that large corpora take no longer.
        logits, counts = np.unique(np.round(np.log(clipped / (1 - clipped)), 2), return_counts=True)
        share = counts / counts.sum()
        shifted = 1 / (1 + np.exp(-(logits[:, None] + SHIFTS)))
        drift = shifted - (1 / (1 + np.exp(-logits)))[:, None]
        self.shares = share @ shifted
        self.variances = share @ (shifted * (1 - shifted)) + share @ drift**2 - (share @ drift) ** 2
        self.variance_at_mean = float(np.interp(self.mean, self.shares, self.variances))

    def estimate(self, means: Array, weights: Array) -> Estimate:
        """(corrected share, its low and high end, labels needed) from what annotators say of some of the claims.

        `means` are between 0 and 1, one a claim, `weights` one over the chance of having been drawn, 0 for claims
        without a label. The first three are None where there are too few labels, and then more are needed.
        """
        drawn = weights > 0
        labelled, claims = int(drawn.sum()), len(weights)
        if labelled < min(claims, self.fewest):
            return None, None, None, min(claims, self.fewest) - labelled
        weight, error = weights[drawn], means[drawn] - self.probabilities[drawn]
        corrected = self.mean + float((weight * error).sum() / weight.sum())
        # A claim that had to be drawn (weight 1) adds no variance; with equal weights this is (1 − n/N)/n.
        factor = float(((1 - 1 / weight) * weight**2).sum() / weight.sum() ** 2)
        # What is labelled is known: no share can be below the labels found, nor above what they leave.
        least, most = float(means[drawn].sum()) / claims, 1 - float((1 - means[drawn]).sum()) / claims
        ends = self.interval(corrected, _variance(weight, error), factor, labelled)
        low, high = (min(most, max(least, end)) for end in ends)
        return min(high, max(low, corrected)), low, high, 0

    def interval(self, estimate: float, variance: float, factor: float, labelled: int) -> tuple[float, float]:
        """The shares that the estimate does not contradict, given the variance of label − probability in the sample.

        `factor` makes of a variance of one claim that of the estimate: (1 − n/N)/n for n claims of N drawn at random.
        """
        pooled = (PRIOR_LABELS * self.variances + (labelled - 1) * variance) / (PRIOR_LABELS + labelled - 1)
        reach = Z_95**2 * factor * np.maximum(pooled, variance)
        excess = (estimate - self.shares) ** 2 - reach  # below 0 inside
        inside = np.flatnonzero(excess <= 0)
        if not len(inside):
            return estimate, estimate
        first, last = int(inside[0]), int(inside[-1])
        return self._crossing(excess, first, first - 1), self._crossing(excess, last, last + 1)

    def _crossing(self, excess: Array, inside: int, outside: int) -> float:
        """The share between two neighbouring shifts at which the excess is 0; that of the last one at the end."""
        if not 0 <= outside < len(excess):
            return 0.0 if outside < 0 else 1.0
        step = excess[inside] / (excess[inside] - excess[outside])
        return float(self.shares[inside] + step * (self.shares[outside] - self.shares[inside]))

    def needed(self, half_width: float) -> int:
        """How many labels it takes, drawn at random, for an interval half as wide as that; at most all claims."""
        claims = len(self.probabilities)
        endless = Z_95**2 * self.variance_at_mean / half_width**2
        return min(claims, max(self.fewest, math.ceil(endless / (1 + endless / claims))))

    @property
    def fewest(self) -> int:
        """The number of labels of which enough are expected to have the label, and to lack it.

        Only the scores are asked, not the labels: else the samples that happen to hold a rare label would be shown.
        """
        rarer = max(min(self.mean, 1 - self.mean), PROBABILITY_MARGIN)
        return math.ceil(max(MIN_EXPECTED / rarer, MIN_ERRORS / max(self.variance_at_mean, PROBABILITY_MARGIN)))


def _variance(weight: Array, error: Array) -> float:
    """The weighted variance of the errors, for a mean taken from the same rows."""
    if len(error) < 2:
        return 0.0
    mean = (weight * error).sum() / weight.sum()
    return float((weight * (error - mean) ** 2).sum() / weight.sum() * len(error) / (len(error) - 1))


def _rows_by_part(parts: Sequence[str]) -> dict[str, Rows]:
    rows: dict[str, list[int]] = defaultdict(list)
    for number, part in enumerate(parts):
        rows[part].append(number)
    return {part: np.array(numbers) for part, numbers in rows.items()}


def _weights_in_strata(weights: Array, strata: Sequence[str]) -> Array:
    """The weights scaled so that the labels of each stratum stand for all of its claims.

    Strata with fewer than two labels are taken together: one label cannot say how much a stratum varies.
    """
    scaled = weights.copy()
    rows_of = _rows_by_part(strata)
    small = [rows for rows in rows_of.values() if (weights[rows] > 0).sum() < 2]
    groups = [rows for rows in rows_of.values() if (weights[rows] > 0).sum() >= 2]
    for rows in [*groups, np.concatenate(small)] if small else groups:
        if total := weights[rows].sum():
            scaled[rows] *= len(rows) / total
    return np.where(scaled > 0, np.maximum(scaled, 1.0), 0.0)
