"""Agreement coefficients (kappa, alpha) and bootstrap intervals, vectorised over count tables.

A table counts pairs of codes. For two annotators its rows are the one's labels, its columns the other's. For any number
it is Krippendorff's coincidence table: each ordered pair of codes of a span counts 1/(codes of the span - 1), so that
missing codes need no filling in. All functions take tables of shape (..., labels, labels) and return an array of shape
(...), NaN where chance leaves nothing to explain (a single label was used).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Coefficient = Callable[[Array], Array]

DRAWS: Final = 1000
"""Bootstrap draws behind an interval; the ends of a 95 % interval then rest on 25 draws each."""


def pair_table(pairs: Sequence[Sequence[int]], size: int) -> Array:
    """The table of two annotators' codes of the same spans, given as label indices."""
    table = np.zeros((size, size))
    for first, second in pairs:
        table[first, second] += 1
    return table


def coincidence_table(units: Sequence[Sequence[int]], size: int) -> Array:
    """Krippendorff's table of the spans' codes, given as label indices; spans with fewer than two codes add nothing."""
    table = np.zeros((size, size))
    for codes in units:
        if len(codes) < 2:
            continue
        counts = np.bincount(codes, minlength=size).astype(np.float64)
        table += (np.outer(counts, counts) - np.diag(counts)) / (len(codes) - 1)
    return table


def collapse(tables: Array, label: int) -> Array:
    """The tables as two by two: the label against all others."""
    both, row, column = tables[..., label, label], tables[..., label, :].sum(-1), tables[..., :, label].sum(-1)
    rest = tables.sum((-2, -1)) - row - column + both
    return np.stack([np.stack([both, row - both], -1), np.stack([column - both, rest], -1)], -2)


def agreement(tables: Array) -> Array:
    """The share of pairs with the same label."""
    return _ratio(np.trace(tables, axis1=-2, axis2=-1), tables.sum((-2, -1)))


def kappa(tables: Array) -> Array:
    """Cohen's kappa."""
    return _weighted_kappa(tables, 1 - np.eye(tables.shape[-1]))


def quadratic_kappa(tables: Array) -> Array:
    """Cohen's kappa with the squared distance of the labels' ranks as weight; the labels must be in order."""
    rank = np.arange(tables.shape[-1], dtype=np.float64)
    return _weighted_kappa(tables, (rank[:, None] - rank[None, :]) ** 2)


def alpha_nominal(tables: Array) -> Array:
    """Krippendorff's alpha for labels without an order, from coincidence tables."""
    return _alpha(tables, 1 - np.eye(tables.shape[-1]))


def alpha_ordinal(tables: Array) -> Array:
    """Krippendorff's alpha for labels in order, from coincidence tables.

    The distance of two labels is the count of codes from the one to the other, the two ends by half, squared.
    """
    totals = tables.sum(-1)
    middles = np.cumsum(totals, -1) - totals / 2
    return _alpha(tables, (middles[..., :, None] - middles[..., None, :]) ** 2)


def resampling_weights(clusters: int, *, seed: int = 0, draws: int = DRAWS) -> npt.NDArray[np.int64]:
    """How often each cluster is drawn when as many are drawn with replacement, shape (draws, clusters)."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(clusters, np.full(clusters, 1 / max(clusters, 1)), size=draws)


def percentile_interval(values: npt.ArrayLike) -> tuple[float, float] | None:
    """The 2.5th and 97.5th percentile of bootstrap values; None where over one draw in twenty is undefined."""
    drawn = np.asarray(values, dtype=np.float64)
    defined = drawn[~np.isnan(drawn)]
    if not len(drawn) or len(defined) < 0.95 * len(drawn):
        return None
    low, high = np.quantile(defined, [0.025, 0.975])
    return float(low), float(high)


def bootstrap(stack: Array, coefficient: Coefficient, weights: npt.NDArray[np.int64]) -> tuple[float, float] | None:
    """The 95 % percentile interval of a coefficient when whole documents are drawn again with replacement.

    `stack` holds a table a document, `weights` of shape (draws, documents) how often each was drawn. None where there
    are fewer than two documents, or the coefficient is undefined in more than one draw in twenty.
    """
    if len(stack) < 2:
        return None
    return percentile_interval(coefficient(np.tensordot(weights.astype(np.float64), stack, axes=1)))


def _weighted_kappa(tables: Array, weights: Array) -> Array:
    expected = tables.sum(-1)[..., :, None] * tables.sum(-2)[..., None, :]
    observed = (weights * tables).sum((-2, -1)) * tables.sum((-2, -1))
    return 1 - _ratio(observed, (weights * expected).sum((-2, -1)))


def _alpha(tables: Array, distance: Array) -> Array:
    totals = tables.sum(-1)
    expected = totals[..., :, None] * totals[..., None, :]
    observed = (distance * tables).sum((-2, -1)) * (tables.sum((-2, -1)) - 1)
    return 1 - _ratio(observed, (distance * expected).sum((-2, -1)))


def _ratio(upper: Array, lower: Array) -> Array:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(lower > 0, upper / lower, np.nan)
