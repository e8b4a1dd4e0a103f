"""Codes → how far the annotators agree: overall, by label and by pair, with intervals; and where they do not."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

import numpy as np

from stance.errors import DataError
from stance.labelling.codes import Codes, Span, name_of
from stance.labelling.coefficients import (
    Array,
    Coefficient,
    agreement,
    alpha_nominal,
    alpha_ordinal,
    bootstrap,
    coincidence_table,
    collapse,
    kappa,
    pair_table,
    quadratic_kappa,
)

COLUMNS: Final = ("measure", "annotators", "label", "value", "low", "high", "spans", "documents")
OVERALL: Final = "all"
DRAWS: Final = 1000
"""Draws of the bootstrap: the ends of a 95 % interval then rest on 25 draws each."""

Units = Mapping[str, Sequence[Sequence[int]]]
"""{document: codes of each of its spans, as label indices}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. `annotators` is `all` or a pair joined by ` ~ `; `label` is empty where it is over all labels.

    `value` is None where undefined; so are `low` and `high` (95 %, documents drawn anew) where they cannot be had.
    `spans` have two codes or more among what is measured, in `documents` documents.
    """

    measure: str
    annotators: str
    label: str
    value: float | None
    low: float | None
    high: float | None
    spans: int
    documents: int

    def row(self) -> dict[str, Any]:
        """The figure under `COLUMNS`, values rounded to six decimals."""
        row = {name: getattr(self, name) for name in COLUMNS}
        return {name: round(value, 6) if isinstance(value, float) else value for name, value in row.items()}


def measure(codes: Codes, *, seed: int = 0, draws: int = DRAWS) -> list[Figure]:
    """All figures: overall among people, by label, then every pair of annotators, models and `gold` included.

    Ordered measures are there only if the codes have a scale; they are over spans with both codes on it.

    Raises:
        DataError: no span has two codes.
    """
    if all(len(coded) < 2 for coded in codes.spans.values()):
        raise DataError("no span is coded by two annotators; give the tables of both, with positions of the same texts")
    meter = _Meter(codes, seed, draws)
    figures = list(meter.overall()) if len(codes.people) > 1 else []
    for one, other in combinations(codes.annotators, 2):
        figures += meter.pair(one, other)
    return figures


def disagreements(codes: Codes) -> list[dict[str, Any]]:
    """The spans whose codes differ, by position: document, start, end, then who said what, None if not coded."""
    split = sorted(span for span, coded in codes.spans.items() if len(set(coded.values())) > 1)
    return [
        {"document": span[0], "start": span[1], "end": span[2]}
        | {name: codes.spans[span].get(name) for name in codes.annotators}
        for span in split
    ]


def disagreement_columns(codes: Codes) -> tuple[str, ...]:
    """The columns of `disagreements`.

    Raises:
        DataError: an annotator is called like one of the others.
    """
    places = ("document", "start", "end")
    if clash := [name for name in codes.annotators if name in places]:
        raise DataError(f"an annotator is called '{clash[0]}', as a column is; rename them in the tables")
    return (*places, *codes.annotators)


class _Meter:
    """Takes the figures of one set of codes, all with the same draws of documents."""

    def __init__(self, codes: Codes, seed: int, draws: int) -> None:
        self.codes = codes
        self.seed = seed
        self.draws = draws

    def overall(self) -> Iterator[Figure]:
        """Among all people: alpha nominal and ordinal, agreement, and alpha of each label against the rest."""
        yield from self._of(self.codes.people, OVERALL, coincidence_table, (alpha_nominal, alpha_ordinal))

    def pair(self, one: str, other: str) -> Iterator[Figure]:
        """Between two: kappa, quadratic kappa, agreement, both alphas, kappa of each label; nothing unless they met."""

        def table(units: Sequence[Sequence[int]], size: int) -> Array:
            return pair_table([(unit[0], unit[1]) for unit in units], size)

        names = f"{one} ~ {other}"
        if any(one in coded and other in coded for coded in self.codes.spans.values()):
            yield from self._of((one, other), names, table, (kappa, quadratic_kappa))
            yield from self._of((one, other), names, coincidence_table, (alpha_nominal, alpha_ordinal), labels=False)

    def _of(
        self,
        annotators: Sequence[str],
        names: str,
        count: Callable[[Sequence[Sequence[int]], int], Array],
        coefficients: tuple[Coefficient, Coefficient],
        *,
        labels: bool = True,
    ) -> Iterator[Figure]:
        """The plain coefficient, the ordered one, and, with `labels`, agreement and the plain one of each label."""
        plain, ordered = coefficients
        units = _units(self.codes, annotators, self.codes.labels)
        stack = _stack(units, count, len(self.codes.labels))
        yield self._figure(plain, names, units, stack)
        if self.codes.scale:
            on_scale = _units(self.codes, annotators, self.codes.scale)
            yield self._figure(ordered, names, on_scale, _stack(on_scale, count, len(self.codes.scale)))
        if labels:
            yield self._figure(agreement, names, units, stack)
            for number, label in enumerate(self.codes.labels):
                yield self._figure(plain, names, units, collapse(stack, number), label)

    def _figure(self, coefficient: Coefficient, names: str, units: Units, stack: Array, label: str = "") -> Figure:
        value = float(coefficient(stack.sum(0)))
        rng = np.random.default_rng(self.seed)
        weights = rng.multinomial(len(stack), np.full(len(stack), 1 / max(len(stack), 1)), size=self.draws)
        low, high = (None if math.isnan(value) else bootstrap(stack, coefficient, weights)) or (None, None)
        return Figure(
            measure=coefficient.__name__,
            annotators=names,
            label=label,
            value=None if math.isnan(value) else value,
            low=low,
            high=high,
            spans=sum(map(len, units.values())),
            documents=len(units),
        )


def _units(codes: Codes, annotators: Sequence[str], labels: Sequence[str]) -> Units:
    """The codes of these annotators among these labels, of the spans that have two or more, documents by name."""
    number = {label: n for n, label in enumerate(labels)}
    units: dict[str, list[list[int]]] = {}
    for span, coded in sorted(codes.spans.items()):
        found = [number[coded[name]] for name in annotators if coded.get(name) in number]
        if len(found) > 1:
            units.setdefault(span[0], []).append(found)
    return units


def _stack(units: Units, count: Callable[[Sequence[Sequence[int]], int], Array], size: int) -> Array:
    """A table a document, shape (documents, size, size)."""
    return np.stack([count(of_document, size) for of_document in units.values()] or [np.zeros((size, size))])


def worst(codes: Codes, most: int) -> list[str]:
    """One line each of the first disagreements: the span, then who said what."""
    lines = []
    for row in disagreements(codes)[:most]:
        span: Span = (row["document"], row["start"], row["end"])
        said = ", ".join(f"{name} {label}" for name, label in codes.spans[span].items())
        lines.append(f"{name_of(span)}: {said}")
    return lines
