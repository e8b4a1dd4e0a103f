"""Held-out probabilities → what makes scores honest: a temperature, the thresholds of sets, a scale of novelty.

All of it is learnt on rows scored by a model that was fitted without their group, never on the rows a model was
fitted on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

COVERAGE: Final = 0.9
"""How often a set holds the right label, label by label."""

_LEAST: Final = 1e-9
# Outside of these a temperature says that the model is broken, not that it is over- or underconfident.
_TEMPERATURES: Final = (0.2, 5.0)
_STEPS: Final = 101


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """What turns a pipeline's probabilities into calibrated ones, sets and novelty.

    `least` is the probability from which a label is in the set, in the question's order; None for a label that was
    not among the held-out rows and so is never claimed to be covered. `novelty` are the percentiles 0 to 100 of the
    held-out rows' raw novelty.
    """

    temperature: float
    coverage: float
    least: tuple[float | None, ...]
    novelty: tuple[float, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values for a manifest."""
        return asdict(self) | {"least": list(self.least), "novelty": list(self.novelty)}

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
            least=tuple(None if value is None else float(value) for value in data["least"]),
            novelty=tuple(map(float, data["novelty"])),
        )


def learn_thresholds(
    probabilities: NDArray[np.float64], gold: NDArray[np.intp], novelty: NDArray[np.float64]
) -> Thresholds:
    """The thresholds of held-out rows: probabilities (n_rows, n_labels), the right column of each, its raw novelty."""
    temperature = _temperature(probabilities, gold)
    cooled = apply_temperature(probabilities, temperature)
    least = tuple(_least(cooled[gold == label, label]) for label in range(probabilities.shape[1]))
    grid = np.percentile(novelty, np.linspace(0, 100, _STEPS))
    rounded = tuple(round(float(value), 6) for value in grid)
    return Thresholds(temperature=round(temperature, 6), coverage=COVERAGE, least=least, novelty=rounded)


def apply_temperature(probabilities: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    """The probabilities made sharper (below 1) or flatter (above 1), rows summing to 1; a 0 stays 0."""
    logs = np.log(np.maximum(probabilities, _LEAST)) / temperature
    powers = np.where(probabilities > 0, np.exp(logs - logs.max(axis=1, keepdims=True)), 0.0)
    cooled: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return cooled


def label_set(row: Sequence[float], thresholds: Thresholds) -> tuple[int, ...]:
    """The labels that cannot be ruled out, as columns in their order; always with the most probable one."""
    top = int(np.argmax(row))
    pairs = enumerate(zip(row, thresholds.least, strict=True))
    return tuple(i for i, (p, least) in pairs if i == top or (least is not None and p >= least))


def novelty_rank(raw: float, thresholds: Thresholds) -> float:
    """The share, in [0, 1], of held-out training rows that are less novel: 0.99 is stranger than 99 in 100 of them."""
    return float(np.searchsorted(thresholds.novelty, raw, side="left")) / _STEPS


def _temperature(probabilities: NDArray[np.float64], gold: NDArray[np.intp]) -> float:
    """The temperature under which the right labels are most probable."""
    rows = np.arange(len(gold))

    def loss(log_temperature: float) -> float:
        cooled = apply_temperature(probabilities, float(np.exp(log_temperature)))
        return -float(np.log(np.maximum(cooled[rows, gold], _LEAST)).mean())

    bounds = tuple(np.log(_TEMPERATURES))
    return float(np.exp(minimize_scalar(loss, bounds=bounds, method="bounded").x))


def _least(held: NDArray[np.float64]) -> float | None:
    """The conformal threshold of one label: the share `COVERAGE` of its rows, and of one to come, is at or above it."""
    if not len(held):
        return None
    rank = int((1 - COVERAGE) * (len(held) + 1) + _LEAST)  # 0.1 * 20 is a shade under 2 in floating point
    return round(float(np.sort(held)[rank - 1]), 9) if rank else 0.0
