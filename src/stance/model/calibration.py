"""Temperature scaling, conformal prediction sets and a scale of novelty, fitted on cross-fitted predictions.

Every row they are fitted on was scored by a model that had not seen its group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

COVERAGE: Final = 0.9
"""How often a set holds the right label, label by label."""

_EPSILON: Final = 1e-9
# Outside of these a temperature says that the model is broken, not that it is over- or underconfident.
_TEMPERATURES: Final = (0.2, 5.0)
_STEPS: Final = 101


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """What turns a pipeline's probabilities into calibrated ones, sets and novelty.

    `cutoffs` are the probability from which a label is in the set, in the question's order; None for a label that was
    not among the held-out rows and so is never claimed to be covered. `novelty` are the percentiles 0 to 100 of the
    held-out rows' raw novelty.
    """

    temperature: float
    coverage: float
    cutoffs: tuple[float | None, ...]
    novelty: tuple[float, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values for a manifest."""
        return {
            "temperature": self.temperature,
            "coverage": self.coverage,
            "least": list(self.cutoffs),
            "novelty": list(self.novelty),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Thresholds:
        """The inverse of `to_dict`.

        Raises:
            KeyError: a field is missing.
            TypeError, ValueError: one is no number.
        """
        return cls(
            temperature=float(data["temperature"]),
            coverage=float(data["coverage"]),
            cutoffs=tuple(None if value is None else float(value) for value in data["least"]),
            novelty=tuple(map(float, data["novelty"])),
        )


def fit_thresholds(
    probabilities: NDArray[np.float64], gold: NDArray[np.intp], novelty: NDArray[np.float64]
) -> Thresholds:
    """The thresholds of cross-fitted rows: probabilities (n_rows, n_labels), column of the gold label, raw novelty."""
    temperature = _temperature(probabilities, gold)
    cooled = apply_temperature(probabilities, temperature)
    cutoffs = tuple(_cutoff(cooled[gold == label, label]) for label in range(probabilities.shape[1]))
    grid = np.percentile(novelty, np.linspace(0, 100, _STEPS))
    rounded = tuple(round(float(value), 6) for value in grid)
    return Thresholds(temperature=round(temperature, 6), coverage=COVERAGE, cutoffs=cutoffs, novelty=rounded)


def apply_temperature(probabilities: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    """The probabilities made sharper (below 1) or flatter (above 1), rows summing to 1; a 0 stays 0."""
    logs = np.log(np.maximum(probabilities, _EPSILON)) / temperature
    powers = np.where(probabilities > 0, np.exp(logs - logs.max(axis=1, keepdims=True)), 0.0)
    cooled: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return cooled


def prediction_set_of(row: Sequence[float], thresholds: Thresholds) -> tuple[int, ...]:
    """The labels that cannot be ruled out, as columns in their order; always with the most probable one."""
    top = int(np.argmax(row))
    pairs = enumerate(zip(row, thresholds.cutoffs, strict=True))
    return tuple(i for i, (p, cutoff) in pairs if i == top or (cutoff is not None and p >= cutoff))


def novelty_rank(raw: float, thresholds: Thresholds) -> float:
    """The share, in [0, 1], of held-out training rows that are less novel: 0.99 is stranger than 99 in 100 of them."""
    return float(np.searchsorted(thresholds.novelty, raw, side="left")) / _STEPS


def _temperature(probabilities: NDArray[np.float64], gold: NDArray[np.intp]) -> float:
    """The temperature under which the right labels are most probable."""
    rows = np.arange(len(gold))

    def loss(log_temperature: float) -> float:
        cooled = apply_temperature(probabilities, float(np.exp(log_temperature)))
        return -float(np.log(np.maximum(cooled[rows, gold], _EPSILON)).mean())

    bounds = tuple(np.log(_TEMPERATURES))
    return float(np.exp(minimize_scalar(loss, bounds=bounds, method="bounded").x))


def _cutoff(probabilities: NDArray[np.float64]) -> float | None:
    """The conformal threshold of one label: the share `COVERAGE` of its rows, and of one to come, is at or above it."""
    if not len(probabilities):
        return None
    rank = int((1 - COVERAGE) * (len(probabilities) + 1) + _EPSILON)  # 0.1 * 20 is a shade under 2 in floating point
    return round(float(np.sort(probabilities)[rank - 1]), 9) if rank else 0.0
