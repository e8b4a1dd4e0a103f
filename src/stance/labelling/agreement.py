"""Inter-annotator agreement: overall, by label and by pair, with bootstrap intervals; and the disagreements."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import partial
from itertools import combinations
from typing import Any, Final

import numpy as np

from stance import agreement
from stance.agreement import Array, Coefficient
from stance.errors import DataError
from stance.labelling.annotations import Annotations, Span, span_name

OVERALL: Final = "all"
PLACES: Final = ("document", "start", "end", "differs", "text", "speakers")

SHOWN_WORDS: Final = 60
"""Characters of a claim in a line about a disagreement."""

Units = Mapping[str, Sequence[Sequence[int]]]
"""{document: annotations of each of its spans, as label indices}."""

Count = Callable[[Sequence[Sequence[int]], int], Array]
Coefficients = tuple[Count, Coefficient, Coefficient]
"""What counts the annotations into a table, the coefficient of it for plain labels, and the one for ordered labels."""

ALPHAS: Final[Coefficients] = (agreement.coincidence_table, agreement.alpha_nominal, agreement.alpha_ordinal)
KAPPAS: Final[Coefficients] = (agreement.pair_table, agreement.kappa, agreement.quadratic_kappa)


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
        """The figure as a flat row, values rounded to six decimals."""
        return {name: round(value, 6) if isinstance(value, float) else value for name, value in asdict(self).items()}


COLUMNS: Final = tuple(field.name for field in fields(AgreementFigure))


def measure(annotations: Annotations, *, seed: int = 0) -> list[AgreementFigure]:
    """All figures: overall among people, by label, then every pair of annotators, models and `gold` included.

    Ordered measures are there only if the annotations have a scale; they are over spans with both annotations on it.

    Raises:
        DataError: no span has two annotations.
    """
    if all(len(by_annotator) < 2 for by_annotator in annotations.spans.values()):
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

    speakers, own_spans = annotations.speaker_keys(span), annotations.own_spans(span)
    kinds = {"label": annotations.spans[span], "speaker": speakers, "span": own_spans}
    return [kind for kind, values in kinds.items() if several(values)]


def disagreement_columns(annotations: Annotations) -> tuple[str, ...]:
    """The columns of `disagreements`."""
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
        yield from self._of(self.annotations.people, OVERALL, ALPHAS)
        yield from self._beside_labels(self.annotations.people, OVERALL)

    def pair(self, first: str, second: str) -> Iterator[AgreementFigure]:
        """Between two: kappa, quadratic kappa, agreement, both alphas, kappa of each label; nothing unless they met."""
        names = f"{first} ~ {second}"
        if any({first, second} <= by_annotator.keys() for by_annotator in self.annotations.spans.values()):
            yield from self._of((first, second), names, KAPPAS)
            yield from self._of((first, second), names, ALPHAS, labels=False)
            yield from self._beside_labels((first, second), names)

    def _beside_labels(self, annotators: Sequence[str], names: str) -> Iterator[AgreementFigure]:
        """How often pairs of them name the same speaker and mark the same span, of claims where both say so."""
        kinds: Mapping[str, Callable[[Span], Mapping[str, object]]] = {
            "speaker_agreement": self.annotations.speaker_keys,
            "span_agreement": self.annotations.own_spans,
        }
        for kind, values_of in kinds.items():
            if units := self._units(annotators, partial(_numbered, values_of)):
                stack = _stack(units, agreement.coincidence_table, len(self.annotations.annotators))
                yield replace(self._figure(agreement.agreement, names, units, stack), measure=kind)

    def _units(self, annotators: Sequence[str], codes_of: Callable[[Span], Mapping[str, int]]) -> Units:
        """What these annotators say of the spans of which two or more say something, documents by name."""
        units: dict[str, list[list[int]]] = {}
        for span in sorted(self.annotations.spans):
            codes = codes_of(span)
            numbers = [codes[name] for name in annotators if name in codes]
            if len(numbers) > 1:
                units.setdefault(self.annotations.source(span), []).append(numbers)
        return units

    def _labels_among(self, labels: Sequence[str], span: Span) -> dict[str, int]:
        """{annotator: the place of their label} of those whose label is among these."""
        by_annotator = self.annotations.spans[span].items()
        return {name: labels.index(label) for name, label in by_annotator if label in labels}

    def _of(
        self, annotators: Sequence[str], names: str, coefficients: Coefficients, *, labels: bool = True
    ) -> Iterator[AgreementFigure]:
        """The plain coefficient, the ordered one, and, with `labels`, agreement and the plain one of each label."""
        count, plain, ordered = coefficients
        units = self._units(annotators, partial(self._labels_among, self.annotations.labels))
        stack = _stack(units, count, len(self.annotations.labels))
        yield self._figure(plain, names, units, stack)
        if self.annotations.scale:
            on_scale = self._units(annotators, partial(self._labels_among, self.annotations.scale))
            yield self._figure(ordered, names, on_scale, _stack(on_scale, count, len(self.annotations.scale)))
        if labels:
            yield self._figure(agreement.agreement, names, units, stack)
            for number, label in enumerate(self.annotations.labels):
                yield self._figure(plain, names, units, agreement.collapse(stack, number), label)

    def _figure(
        self, coefficient: Coefficient, names: str, units: Units, stack: Array, label: str = ""
    ) -> AgreementFigure:
        value = float(coefficient(stack.sum(0)))
        weights = agreement.resampling_weights(len(stack), seed=self.seed)
        low, high = (None if math.isnan(value) else agreement.bootstrap(stack, coefficient, weights)) or (None, None)
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


def _numbered(values_of: Callable[[Span], Mapping[str, object]], span: Span) -> dict[str, int]:
    """{annotator: a number for what they say of a span}, the same for the same."""
    values = values_of(span)
    known = list(dict.fromkeys(values.values()))
    return {name: known.index(value) for name, value in values.items()}


def _stack(units: Units, count: Count, size: int) -> Array:
    """A table a document, shape (documents, size, size)."""
    return np.stack([count(of_document, size) for of_document in units.values()] or [np.zeros((size, size))])


def disagreement_lines(annotations: Annotations, most: int) -> list[str]:
    """One line each of the first disagreements: the span, its words, then who said what."""
    lines = []
    for row in disagreements(annotations)[:most]:
        span: Span = (row["document"], row["start"], row["end"])
        answers = [f"{name} {label}" for name, label in annotations.spans[span].items()]
        differs = row["differs"].split("|")
        if "speaker" in differs:
            answers.append(f"speakers {row['speakers']}")
        if "span" in differs:
            answers += [f"{name} {own[1]}-{own[2]}" for name, own in annotations.own_spans(span).items()]
        words = " ".join(row["text"].split())
        shown = words if len(words) <= SHOWN_WORDS else f"{words[: SHOWN_WORDS - 1]}…"
        lines.append(f"{span_name(span)}: {f'“{shown}” ' if shown else ''}{', '.join(answers)}")
    return lines
