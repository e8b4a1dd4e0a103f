"""Inter-annotator agreement: overall, by label and by pair, with bootstrap intervals; and the disagreements."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Final

import numpy as np

from stance.agreement import (
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
    resampling_weights,
)
from stance.errors import DataError
from stance.labelling.annotations import Annotations, Span, name_key, span_name

COLUMNS: Final = ("measure", "annotators", "label", "value", "low", "high", "spans", "documents")
OVERALL: Final = "all"
PLACES: Final = ("document", "start", "end", "differs", "text", "speakers")

SHOWN_WORDS: Final = 60
"""Characters of a claim in a line about a disagreement."""

Units = Mapping[str, Sequence[Sequence[int]]]
"""{document: annotations of each of its spans, as label indices}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementFigure:
    """One figure. `annotators` is `all` or a pair joined by ` ~ `; `label` is empty where it is over all labels.

    `value` is None where undefined; so are `low` and `high` (95 %, documents drawn anew) where they cannot be had.
    `spans` have two annotations or more among what is measured, in `documents` documents.
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


def measure(annotations: Annotations, *, seed: int = 0) -> list[AgreementFigure]:
    """All figures: overall among people, by label, then every pair of annotators, models and `gold` included.

    Ordered measures are there only if the annotations have a scale; they are over spans with both annotations on it.

    Raises:
        DataError: no span has two annotations.
    """
    if all(len(labels_by_annotator) < 2 for labels_by_annotator in annotations.spans.values()):
        raise DataError("no span is coded by two annotators; give the tables of both, with positions of the same texts")
    calculator = _Agreement(annotations, seed)
    figures = list(calculator.overall()) if len(annotations.people) > 1 else []
    for first, second in combinations(annotations.annotators, 2):
        figures += calculator.pair(first, second)
    return figures


def disagreements(annotations: Annotations) -> list[dict[str, Any]]:
    """The spans annotators disagree on, by position, under `disagreement_columns`; None where one has no label.

    A disagreement is one of label, speaker or span; `differs` names which.
    """
    rows = []
    for span in sorted(annotations.spans):
        if differs := differences(annotations, span):
            place = {"document": span[0], "start": span[1], "end": span[2], "differs": "|".join(differs)}
            speakers = "; ".join(f"{name}: {speaker}" for name, speaker in annotations.speakers(span).items())
            labels = {name: annotations.spans[span].get(name) for name in annotations.annotators}
            rows.append(place | {"text": annotations.text(span), "speakers": speakers} | labels)
    return rows


def differences(annotations: Annotations, span: Span, among: Sequence[str] | None = None) -> list[str]:
    """In what those who labelled a span differ: `label`, `speaker`, `span`; with `among`, only these annotators."""

    def several(values: Mapping[str, object]) -> bool:
        return len({value for name, value in values.items() if among is None or name in among}) > 1

    speakers = {name: name_key(speaker) for name, speaker in annotations.speakers(span).items()}
    kinds = {"label": annotations.spans[span], "speaker": speakers, "span": annotations.own_spans(span)}
    return [kind for kind, values in kinds.items() if several(values)]


def disagreement_columns(annotations: Annotations) -> tuple[str, ...]:
    """The columns of `disagreements`.

    Raises:
        DataError: an annotator is called like one of the others.
    """
    if clash := [name for name in annotations.annotators if name in PLACES]:
        raise DataError(f"an annotator is called '{clash[0]}', as a column is; rename them in the tables")
    return (*PLACES, *annotations.annotators)


class _Agreement:
    """Takes the figures of one set of annotations, all with the same draws of documents."""

    def __init__(self, annotations: Annotations, seed: int) -> None:
        self.annotations = annotations
        self.seed = seed

    def overall(self) -> Iterator[AgreementFigure]:
        """Among all people: alpha nominal and ordinal, agreement, and alpha of each label against the rest."""
        yield from self._of(self.annotations.people, OVERALL, coincidence_table, (alpha_nominal, alpha_ordinal))
        yield from self._beside_labels(self.annotations.people, OVERALL)

    def pair(self, first: str, second: str) -> Iterator[AgreementFigure]:
        """Between two: kappa, quadratic kappa, agreement, both alphas, kappa of each label; nothing unless they met."""
        names = f"{first} ~ {second}"
        if any(
            first in labels_by_annotator and second in labels_by_annotator
            for labels_by_annotator in self.annotations.spans.values()
        ):
            yield from self._of((first, second), names, pair_table, (kappa, quadratic_kappa))
            yield from self._of((first, second), names, coincidence_table, (alpha_nominal, alpha_ordinal), labels=False)
            yield from self._beside_labels((first, second), names)

    def _beside_labels(self, annotators: Sequence[str], names: str) -> Iterator[AgreementFigure]:
        """How often pairs of them name the same speaker and mark the same span, of claims where both say so."""
        by_measure: dict[str, Callable[[Span], Mapping[str, object]]] = {
            "speaker_agreement": self.annotations.speakers,
            "span_agreement": self.annotations.own_spans,
        }
        for measure_name, values_of in by_measure.items():
            units: dict[str, list[list[int]]] = {}
            for span in sorted(self.annotations.spans):
                said = values_of(span)
                values = (said[name] for name in annotators if name in said)
                keys = [name_key(value) if isinstance(value, str) else value for value in values]
                if len(keys) > 1:
                    units.setdefault(self.annotations.source(span), []).append([keys.index(key) for key in keys])
            size = max((len(codes) for of_document in units.values() for codes in of_document), default=2)
            if units:
                figure = self._figure(agreement, names, units, _stack(units, coincidence_table, size))
                yield replace(figure, measure=measure_name)

    def _of(
        self,
        annotators: Sequence[str],
        names: str,
        count: Callable[[Sequence[Sequence[int]], int], Array],
        coefficients: tuple[Coefficient, Coefficient],
        *,
        labels: bool = True,
    ) -> Iterator[AgreementFigure]:
        """The plain coefficient, the ordered one, and, with `labels`, agreement and the plain one of each label."""
        plain, ordered = coefficients
        units = _units(self.annotations, annotators, self.annotations.labels)
        stack = _stack(units, count, len(self.annotations.labels))
        yield self._figure(plain, names, units, stack)
        if self.annotations.scale:
            on_scale = _units(self.annotations, annotators, self.annotations.scale)
            yield self._figure(ordered, names, on_scale, _stack(on_scale, count, len(self.annotations.scale)))
        if labels:
            yield self._figure(agreement, names, units, stack)
            for number, label in enumerate(self.annotations.labels):
                yield self._figure(plain, names, units, collapse(stack, number), label)

    def _figure(
        self, coefficient: Coefficient, names: str, units: Units, stack: Array, label: str = ""
    ) -> AgreementFigure:
        value = float(coefficient(stack.sum(0)))
        weights = resampling_weights(len(stack), seed=self.seed)
        low, high = (None if math.isnan(value) else bootstrap(stack, coefficient, weights)) or (None, None)
        return AgreementFigure(
            measure=coefficient.__name__,
            annotators=names,
            label=label,
            value=None if math.isnan(value) else value,
            low=low,
            high=high,
            spans=sum(map(len, units.values())),
            documents=len(units),
        )


def _units(annotations: Annotations, annotators: Sequence[str], labels: Sequence[str]) -> Units:
    """The annotations of these annotators among these labels, of the spans that have two or more, documents by name."""
    number = {label: n for n, label in enumerate(labels)}
    units: dict[str, list[list[int]]] = {}
    for span, labels_by_annotator in sorted(annotations.spans.items()):
        numbers = [number[labels_by_annotator[name]] for name in annotators if labels_by_annotator.get(name) in number]
        if len(numbers) > 1:
            units.setdefault(annotations.source(span), []).append(numbers)
    return units


def _stack(units: Units, count: Callable[[Sequence[Sequence[int]], int], Array], size: int) -> Array:
    """A table a document, shape (documents, size, size)."""
    return np.stack([count(of_document, size) for of_document in units.values()] or [np.zeros((size, size))])


def disagreement_lines(annotations: Annotations, most: int) -> list[str]:
    """One line each of the first disagreements: the span, its words, then who said what."""
    lines = []
    for row in disagreements(annotations)[:most]:
        span: Span = (row["document"], row["start"], row["end"])
        answers = [f"{name} {label}" for name, label in annotations.spans[span].items()]
        if "speaker" in row["differs"].split("|"):
            answers.append(f"speakers {row['speakers']}")
        if "span" in row["differs"].split("|"):
            answers += [f"{name} {own[1]}-{own[2]}" for name, own in annotations.own_spans(span).items()]
        words = " ".join(row["text"].split())
        shown = words if len(words) <= SHOWN_WORDS else f"{words[: SHOWN_WORDS - 1]}…"
        lines.append(f"{span_name(span)}: {f'“{shown}” ' if shown else ''}{', '.join(answers)}")
    return lines
