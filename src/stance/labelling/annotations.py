"""Annotations read from label tables: which annotator gave which span which label. The texts are not needed."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from stance.errors import DataError
from stance.label_sample import MIN_OVERLAP, overlap_of
from stance.labels import GOLD, MODEL_PREFIX, is_place_of_words, label_in, label_rows, place_of_words, positions
from stance.question import one_space
from stance.readers.json import parse_object
from stance.readers.limits import TABLE_BYTES
from stance.reading import read_text
from stance.records import Question
from stance.text_tables import gathered_faults, raise_faults

DETAILS: Final = ("speaker", "evidence", "note", "flag", "group", "sampling")
NEEDED: Final = (("document", "start", "end", "label", "annotator"), ("text", "label", "annotator"))
"""The columns of a table, by the places of the words or by the words alone."""

SCORES_WANTED: Final = "give the output of `stance score --format jsonl`"

log = logging.getLogger(__name__)

Span = tuple[str, int, int]
"""(document, start, end)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What a row says beside its label; `span` is the annotator's own, where it was joined with another's.

    All but the span are texts, empty where the table does not have them.
    """

    span: Span
    speaker: str = ""
    evidence: str = ""
    note: str = ""
    flag: str = ""
    text: str = ""
    group: str = ""
    sampling: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """Which annotator gave which span which label.

    `labels` are all labels in the question's order, by name where there is no question; `scale` those that are ordered
    (none without a question). `spans` keeps the order of the tables; an annotator missing there did not label the span.
    `details` has the rest of each row.
    """

    labels: tuple[str, ...]
    scale: tuple[str, ...]
    spans: Mapping[Span, Mapping[str, str]]
    details: Mapping[Span, Mapping[str, Detail]] = field(default_factory=dict)

    @property
    def annotators(self) -> tuple[str, ...]:
        """All annotators, people first, then `gold`, then models; each part by name."""
        names = {name for by_annotator in self.spans.values() for name in by_annotator}
        return tuple(sorted(names, key=lambda name: (not is_person(name), name != GOLD, name)))

    @property
    def people(self) -> tuple[str, ...]:
        """The annotators that count in overall agreement."""
        return tuple(filter(is_person, self.annotators))

    def speakers(self, span: Span) -> dict[str, str]:
        """{annotator: the speaker they name} of a span, those that name one."""
        return {name: detail.speaker for name, detail in self.details.get(span, {}).items() if detail.speaker}

    def speaker_keys(self, span: Span) -> dict[str, str]:
        """As `speakers`, each as names are compared."""
        return {name: name_key(speaker) for name, speaker in self.speakers(span).items()}

    def own_spans(self, span: Span) -> dict[str, Span]:
        """{annotator: their own span} of a span, where the table says so."""
        return {name: detail.span for name, detail in self.details.get(span, {}).items()}

    def text(self, span: Span) -> str:
        """The words of a span as one of its rows has them; empty where none does."""
        return next((detail.text for detail in self.details.get(span, {}).values() if detail.text.strip()), "")

    def source(self, span: Span) -> str:
        """What a span is drawn anew with: its document, or the group of words that have no place in one."""
        group = span[0].rpartition("/")[0]
        return group if group and is_place_of_words(span[0], self.text(span)) else span[0]


def name_key(name: str) -> str:
    """A name as names are compared: without case, and each run of white space as one space."""
    return " ".join(name.split()).casefold()


def is_person(annotator: str) -> bool:
    """Whether the code is an annotator's own: not adjudicated, not a model's."""
    return annotator != GOLD and not annotator.startswith(MODEL_PREFIX)


def read_annotations(tables: Sequence[Path], question: Question | None) -> Annotations:
    """The annotations of the tables together. Rows without a label are none; a row that stands twice counts once.

    Names of annotators that differ in case or white space alone are one annotator's, and that is said.

    Raises:
        DataError: all faults of the first table that has any, one line each: among them a label that is not the
            question's, and a span to which one annotator gave two labels.
    """
    reader = _Reader(question)
    for table in tables:
        header, rows = label_rows(table)
        if not any(set(columns) <= set(header) for columns in NEEDED):
            needed = " or ".join(map(",".join, NEEDED))
            remedy = "" if "label" in header else "; of a column an annotator make a row a label (in pandas: melt)"
            raise DataError(f"{table}: needs the columns {needed}; it has {','.join(header)}{remedy}")
        with gathered_faults() as at:
            for number, row in rows:
                with at(f"{table}, row {number}"):
                    reader.add(row)
    if not reader.spans:
        raise DataError(f"{', '.join(map(str, tables))}: no row has a label; there is nothing to compare")
    return reader.annotations()


class _Reader:
    """Collects the rows of label tables."""

    def __init__(self, question: Question | None) -> None:
        self.question = question
        self.spans: dict[Span, dict[str, str]] = {}
        self.details: dict[Span, dict[str, Detail]] = {}
        self.written: dict[str, list[str]] = {GOLD: [GOLD]}

    def add(self, row: Mapping[str, str]) -> None:
        """Add the row's label to its span; ValueError says why it cannot be one."""
        label = one_space(row["label"])
        if not label:
            return
        by_place = bool(row.get("start", "").strip()) or not row.get("text", "").strip()
        lacking = "document" if by_place and not row.get("document") else "annotator" * (not row["annotator"].strip())
        if lacking:
            raise ValueError(f"no {lacking}; say whose label of which text it is")
        label = label_in(label, self.question) if self.question else label
        annotator = self.name(row["annotator"])
        known_group = row.get("group") or row.get("document") or ""
        span = (row["document"], *positions(row)) if by_place else place_of_words(row["text"], known_group)
        before = self.spans.setdefault(span, {}).setdefault(annotator, label)
        if before != label:
            raise ValueError(f"'{annotator}' labelled {span_name(span)} both '{before}' and '{label}'; keep one")
        detail = Detail(span=span, text=row.get("text", ""), **{name: row.get(name, "").strip() for name in DETAILS})
        self.details.setdefault(span, {}).setdefault(annotator, detail)

    def name(self, annotator: str) -> str:
        """The annotator's name as it was first written."""
        forms = self.written.setdefault(name_key(annotator), [annotator.strip()])
        if annotator not in forms:
            forms.append(annotator)
        return forms[0]

    def annotations(self) -> Annotations:
        """All of it; says which names were taken for one annotator's."""
        for forms in self.written.values():
            if len(forms) > 1:
                log.info("annotators %s are taken as one, %s", ", ".join(map(repr, forms)), forms[0])
        in_use = {label for by_annotator in self.spans.values() for label in by_annotator.values()}
        labels = self.question.labels if self.question else tuple(sorted(in_use))
        scale = self.question.scale if self.question else ()
        return Annotations(labels=labels, scale=scale, spans=self.spans, details=self.details)


def join_overlapping(annotations: Annotations) -> Annotations:
    """The annotations with spans that annotators drew differently around one claim as one span.

    Two spans are one claim's if no annotator has both and they share at least half of what they cover together. The
    span with more annotators stands for both, of two with as many the one that comes first.
    """
    ranked = sorted(annotations.spans, key=lambda span: -len(annotations.spans[span]))
    spans: dict[Span, dict[str, str]] = {}
    details: dict[Span, dict[str, Detail]] = {}
    by_document: dict[str, list[Span]] = {}
    for span in ranked:
        of_span, others = annotations.spans[span], by_document.setdefault(span[0], [])
        near = (other for other in others if overlap_of(span[1:], other[1:]) >= MIN_OVERLAP)
        joined = (other for other in near if not set(of_span) & set(spans[other]))
        target = next(joined, span)
        if target is span:
            others.append(span)
        spans.setdefault(target, {}).update(of_span)
        details.setdefault(target, {}).update(annotations.details.get(span, {}))
    order = [span for span in annotations.spans if span in spans]
    return replace(annotations, spans={span: spans[span] for span in order}, details=details)


def span_name(span: Span) -> str:
    """How a span is called in messages: `document start-end`."""
    return f"{span[0]} {span[1]}-{span[2]}"


def with_annotator(annotations: Annotations, name: str, labels: Mapping[Span, str]) -> Annotations:
    """The annotations with one more annotator's label of each span that they hold."""
    added = {span: {name: label} for span, label in labels.items()}
    return replace(annotations, spans={span: {**own, **added.get(span, {})} for span, own in annotations.spans.items()})


def add_model_scores(annotations: Annotations, scores: Path) -> tuple[Annotations, int]:
    """The annotations with the scores of a JSONL file as one more annotator, `model:<file stem>`, and how many it has.

    Scores of spans that nobody coded are left out.

    Raises:
        DataError: the file cannot be read, is not scores, or has a stance that is none of the labels.
    """
    rows = [(where, row) for where, row in read_scores(scores) if span_of_score(row) in annotations.spans]
    check_stances(rows, annotations.labels)
    stances = {span_of_score(row): row["stance"] for _, row in rows}
    return with_annotator(annotations, f"{MODEL_PREFIX}{scores.stem}", stances), len(rows)


def span_of_score(row: Mapping[str, Any]) -> Span:
    """Where a scored claim stands."""
    return row["document"], row["start"], row["end"]


def check_stances(rows: Sequence[tuple[str, Mapping[str, Any]]], labels: Sequence[str]) -> None:
    """Raise DataError, a line a row of `read_scores`, where a stance is none of the labels."""
    wrong = ((where, row["stance"]) for where, row in rows if row["stance"] not in labels)
    raise_faults([f"{where}: stance '{stance}' is not one of {', '.join(labels)}" for where, stance in wrong])


def read_scores(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """(where it stands, row) of each row of a scores JSONL, in order."""
    lines = enumerate(read_text(path, most=TABLE_BYTES).split("\n"), start=1)
    named = ((f"{path}, line {number}", line) for number, line in lines if line.strip())
    return [(where, _score(line, where)) for where, line in named]


def _score(line: str, where: str) -> dict[str, Any]:
    row = parse_object(line, where, SCORES_WANTED)
    kinds = {"document": str, "start": int, "end": int, "stance": str}
    if not all(isinstance(row.get(name), kind) for name, kind in kinds.items()):
        raise DataError(f"{where}: no score; {SCORES_WANTED}")
    return row
