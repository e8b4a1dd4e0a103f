"""Temperature scaling, conformal prediction sets and a scale of novelty, fitted on cross-fitted predictions.

Every row they are fitted on was scored by a model that had not seen its group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stance.model.stacking import CrossFittedPredictions

Floats = NDArray[np.float64]

COVERAGE: Final = 0.9
"""How often a set holds the right label, label by label."""
CERTAIN: Final = 0.94
"""How often a label that stands alone in its set is right, over all labels."""
CERTAIN_STANCE: Final = 0.9
"""How often a label of the scale that stands alone is right, each by itself."""
NOVELTY_LIMIT: Final = 0.98
"""A claim more novel than this share of the held-out ones is never certain."""

_EPSILON: Final = 1e-9
# Outside of these a temperature says that the model is broken, not that it is over- or underconfident.
_TEMPERATURES: Final = (0.2, 5.0)
_STEPS: Final = 101
# What is learnt on folds by source is promised on other papers' and other years' texts too: there sets learnt without a
# margin held labels 0.01 to 0.02 less often, and certain ones were right 0.01 less often.
_MARGIN: Final = 0.01
# How hard each label's temperature is drawn to the common one: as by twenty rows or so.
_TEMPERATURE_PENALTY: Final = 20.0
# Above and below any probability: the label is in the set, or is not, whatever its cutoff.
_ALWAYS: Final = 2.0
_NEVER: Final = 0.0
# Rows on which the share of right labels is measured before any label is called certain.
_MIN_CERTAIN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Temperatures, cutoffs of prediction sets, and the scale of novelty.

    `temperatures` are one for each label, that of the rows where it is the likeliest: rare stances, which weigh more in
    training than they are frequent, are shown less sure, and the stance stays the same. `cutoffs` are the probability
    from which a label is in the set, in the question's order; None for a label that was not among the held-out rows and
    so is never claimed to be covered. A label stands alone in its set only from `certain_from` on; None: never.
    `novelty` are the percentiles 0 to 100 of the held-out rows' raw novelty.
    """

    temperatures: tuple[float, ...]
    coverage: float
    cutoffs: tuple[float | None, ...]
    certain_from: tuple[float | None, ...]
    novelty: tuple[float, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values for a manifest."""
        return {
            "temperature": list(self.temperatures),
            "coverage": self.coverage,
            "least": list(self.cutoffs),
            "certain_from": list(self.certain_from),
            "novelty": list(self.novelty),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any] | None, labels: int) -> Thresholds | None:
        """The inverse of `to_dict`, None of None; `labels` is how many the question has.

        Raises:
            KeyError, TypeError, ValueError, OverflowError: they are not complete.
        """
        if data is None:
            return None
        temperature = data["temperature"]
        if not isinstance(temperature, list):  # as bundles had it while all labels shared one
            temperature = [temperature] * labels
        thresholds = cls(
            temperatures=tuple(map(float, temperature)),
            coverage=float(data["coverage"]),
            cutoffs=tuple(None if value is None else float(value) for value in data["least"]),
            certain_from=tuple(None if value is None else float(value) for value in data["certain_from"]),
            novelty=tuple(map(float, data["novelty"])),
        )
        lengths = set(map(len, (thresholds.temperatures, thresholds.cutoffs, thresholds.certain_from)))
        if lengths != {labels} or not thresholds.novelty or not min(thresholds.temperatures) > 0:
            raise ValueError("thresholds of another number of labels, or none")
        return thresholds


def fit_thresholds(held_out: CrossFittedPredictions, probabilities: Floats) -> Thresholds:
    """The thresholds fitted on cross-fitted rows and their probabilities, shape (n_rows, n_labels), by all stages.

    The strata, which are kinds of text, weigh alike, so that what is promised holds for each of them and not only for
    the most frequent. Written rows can make the model less certain, and enter nothing else.
    """
    written, texts = held_out.written, ~held_out.written
    gold, strata = held_out.gold[texts], held_out.strata[texts]
    alike = _row_weights(strata)
    temperatures = _temperatures(probabilities[texts], gold, alike)
    cooled = apply_temperatures(probabilities[texts], temperatures)
    contrasts = apply_temperatures(probabilities[written], temperatures)
    labels = range(cooled.shape[1])
    certain = []
    for label in labels:
        needed = CERTAIN if label == held_out.none else CERTAIN_STANCE
        of_texts = _certain_from(cooled, gold, alike, label, needed + _MARGIN)
        of_written = _certain_from(contrasts, held_out.gold[written], np.ones(len(contrasts)), label, CERTAIN)
        certain.append(_strictest(of_texts, of_written) if len(contrasts) else of_texts)
    cutoffs = []
    for label in labels:
        rows = gold == label
        # Of each label, each stratum weighs alike.
        cutoffs.append(_cutoff(_held_against_cutoff(cooled[rows], label, certain), _row_weights(strata[rows])))
    grid = np.percentile(held_out.novelty[texts], np.linspace(0, 100, _STEPS))
    return Thresholds(
        temperatures=temperatures,
        coverage=COVERAGE,
        cutoffs=tuple(cutoffs),
        certain_from=tuple(certain),
        novelty=tuple(round(float(value), 6) for value in grid),
    )


def apply_temperatures(probabilities: NDArray[np.float64], temperatures: Sequence[float]) -> NDArray[np.float64]:
    """Each row with the temperature of its likeliest label, which stays the likeliest."""
    return apply_temperature(probabilities, np.array(temperatures)[probabilities.argmax(axis=1), None])


def apply_temperature(
    probabilities: NDArray[np.float64], temperature: float | NDArray[np.float64]
) -> NDArray[np.float64]:
    """The probabilities made sharper (below 1) or flatter (above 1), rows summing to 1; a 0 stays 0.

    `temperature` is one for all rows, or a column of one each.
    """
    logs = np.log(np.maximum(probabilities, _EPSILON)) / temperature
    powers = np.where(probabilities > 0, np.exp(logs - logs.max(axis=1, keepdims=True)), 0.0)
    cooled: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return cooled


def prediction_set_of(row: Sequence[float], novelty: float, thresholds: Thresholds) -> tuple[int, ...]:
    """The labels that cannot be ruled out, as columns in their order; always with the most probable one.

    It stands alone where it is as probable as `certain_from` asks and the claim is like those held out (`novelty` is
    its rank); else the second most probable joins it, and whatever reaches its cutoff.
    """
    second, top = (int(place) for place in np.argsort(row, kind="stable")[-2:])
    certain_from = thresholds.certain_from[top]
    if certain_from is not None and row[top] >= certain_from and novelty <= NOVELTY_LIMIT:
        return (top,)
    pairs = enumerate(zip(row, thresholds.cutoffs, strict=True))
    return tuple(i for i, (p, cutoff) in pairs if i in (top, second) or (cutoff is not None and p >= cutoff))


def novelty_rank(raw: float, thresholds: Thresholds) -> float:
    """The share, in [0, 1], of held-out training rows that are less novel: 0.99 is stranger than 99 in 100 of them."""
    return float(np.searchsorted(thresholds.novelty, raw, side="left")) / _STEPS


def _temperatures(probabilities: Floats, gold: NDArray[np.intp], weights: Floats) -> tuple[float, ...]:
    """For each label the temperature of its rows under which the right labels are most probable."""
    common = _log_temperature(probabilities, gold, weights)
    called = probabilities.argmax(axis=1)
    logs = []
    for label in range(probabilities.shape[1]):
        rows = called == label
        logs.append(_log_temperature(probabilities[rows], gold[rows], weights[rows], towards=common))
    return tuple(round(float(np.exp(log)), 6) for log in logs)


def _log_temperature(
    probabilities: Floats, gold: NDArray[np.intp], weights: Floats, towards: float | None = None
) -> float:
    rows = np.arange(len(gold))

    def loss(log: float) -> float:
        cooled = apply_temperature(probabilities, float(np.exp(log)))
        missed = -float((weights * np.log(np.maximum(cooled[rows, gold], _EPSILON))).sum())
        return missed if towards is None else missed + _TEMPERATURE_PENALTY * (log - towards) ** 2

    from scipy.optimize import minimize_scalar

    bounds = tuple(np.log(_TEMPERATURES))
    return float(minimize_scalar(loss, bounds=bounds, method="bounded").x)


def _row_weights(strata: NDArray[np.str_]) -> Floats:
    """Weights of rows under which each stratum weighs alike."""
    places, counts = np.unique(strata, return_inverse=True, return_counts=True)[1:]
    weights: Floats = len(strata) / max(1, len(counts)) / counts[places]
    return weights


def _held_against_cutoff(probabilities: Floats, label: int, certain_from: Sequence[float | None]) -> Floats:
    """The label's probability, above any cutoff where it is in the set anyway, below any where another stands alone."""
    order = np.argsort(probabilities, axis=1, kind="stable")
    second, top = order[:, -2], order[:, -1]
    needed = np.array([np.inf if value is None else value for value in certain_from])
    alone = probabilities[np.arange(len(top)), top] >= needed[top]
    held = np.where((top == label) | (second == label), _ALWAYS, probabilities[:, label])
    held[alone & (top != label)] = _NEVER
    return held


def _cutoff(probabilities: Floats, weights: Floats) -> float | None:
    """The conformal threshold of one label: `COVERAGE` and a margin of its rows, and of one to come, are above it."""
    if not len(probabilities):
        return None
    order = np.argsort(probabilities)
    below = np.cumsum(weights[order]) * (len(weights) / weights.sum())
    allowed = (1 - COVERAGE - _MARGIN) * (len(probabilities) + 1) + _EPSILON  # 0.1 * 20 can be a shade under 2
    rank = int(np.searchsorted(below, allowed, side="right"))
    return round(float(probabilities[order][rank - 1]), 9) if rank else 0.0


def _certain_from(
    probabilities: Floats, gold: NDArray[np.intp], weights: Floats, label: int, needed: float
) -> float | None:
    """The lowest probability from which the label, where it is the likeliest, is right often enough; None: nowhere."""
    called = np.flatnonzero(probabilities.argmax(axis=1) == label)
    order = called[np.argsort(-probabilities[called, label], kind="stable")]
    right = np.cumsum(weights[order] * (gold[order] == label)) / np.cumsum(weights[order])
    enough = np.flatnonzero((right >= needed) & (np.arange(1, len(order) + 1) >= _MIN_CERTAIN))
    return round(float(probabilities[order[enough[-1]], label]), 9) if len(enough) else None


def _strictest(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else max(first, second)
