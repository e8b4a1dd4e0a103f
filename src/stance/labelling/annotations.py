"""Annotations read from label tables: which annotator gave which span which label. The texts are not needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from stance.errors import DataError
from stance.labels import GOLD, MODEL_PREFIX, numbered_rows, positions, raise_faults
from stance.readers.decode import decode
from stance.readers.json import parse_json
from stance.records import Question

NEEDED: Final = ("document", "start", "end", "label", "annotator")

Span = tuple[str, int, int]
"""(document, start, end)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """Who coded which span how.

    `labels` are all labels in the question's order, by name where there is no question; `scale` those that are ordered
    (none without a question). `spans` keeps the order of the tables; an annotator missing there did not code the span.
    """

    labels: tuple[str, ...]
    scale: tuple[str, ...]
    spans: Mapping[Span, Mapping[str, str]]

    @property
    def annotators(self) -> tuple[str, ...]:
        """All who coded, people first, then `gold`, then models; each part by name."""
        names = {name for labels_by_annotator in self.spans.values() for name in labels_by_annotator}
        return tuple(sorted(names, key=lambda name: (not is_person(name), name != GOLD, name)))

    @property
    def people(self) -> tuple[str, ...]:
        """The annotators that count in overall agreement."""
        return tuple(filter(is_person, self.annotators))


def is_person(annotator: str) -> bool:
    """Whether the code is an annotator's own: not adjudicated, not a model's."""
    return annotator != GOLD and not annotator.startswith(MODEL_PREFIX)


def read_annotations(tables: Sequence[Path], question: Question | None) -> Annotations:
    """The annotations of the tables together. Rows without a label are none; a row that stands twice counts once.

    Raises:
        DataError: all faults of the first table that has any, one line each: among them a label that is not the
            question's, and a span to which one annotator gave two labels.
    """
    spans: dict[Span, dict[str, str]] = {}
    for table in tables:
        header, rows = numbered_rows(table)
        if lacking := [name for name in NEEDED if name not in header]:
            raise DataError(f"{table}: needs the columns {','.join(NEEDED)}; it lacks {','.join(lacking)}")
        faults = []
        for number, row in rows:
            try:
                _add(spans, row, question)
            except ValueError as fault:
                faults.append(f"{table}, row {number}: {fault}")
        raise_faults(faults)
    if not spans:
        raise DataError(f"{', '.join(map(str, tables))}: no row has a label; there is nothing to compare")
    if question:
        return Annotations(labels=question.labels, scale=question.scale, spans=spans)
    labels = sorted({label for labels_by_annotator in spans.values() for label in labels_by_annotator.values()})
    return Annotations(labels=tuple(labels), scale=(), spans=spans)


def _add(spans: dict[Span, dict[str, str]], row: Mapping[str, str], question: Question | None) -> None:
    """Add the row's code to its span; ValueError says why it cannot be one."""
    label, annotator = row["label"].strip(), row["annotator"].strip()
    if not label:
        return
    if not row["document"] or not annotator:
        raise ValueError(f"no {'annotator' if row['document'] else 'document'}; say whose code of which text it is")
    if question and label not in question.labels:
        raise ValueError(f"label '{label}' is not one of {', '.join(question.labels)}")
    span = (row["document"], *positions(row))
    before = spans.setdefault(span, {}).setdefault(annotator, label)
    if before != label:
        raise ValueError(f"'{annotator}' labelled {span_name(span)} both '{before}' and '{label}'; keep one")


def span_name(span: Span) -> str:
    """How a span is called in messages: `document start-end`."""
    return f"{span[0]} {span[1]}-{span[2]}"


def add_model_scores(annotations: Annotations, scores: Path) -> tuple[Annotations, int]:
    """The annotations with the scores of a JSONL file as one more annotator, `model:<file stem>`, and how many it has.

    Scores of spans that nobody coded are left out.

    Raises:
        DataError: the file cannot be read, is not scores, or has a stance that is none of the labels.
    """
    spans = {span: dict(labels_by_annotator) for span, labels_by_annotator in annotations.spans.items()}
    annotator_name, faults, matched = f"{MODEL_PREFIX}{scores.stem}", [], 0
    for where, row in read_scores(scores):
        labels_by_annotator = spans.get((row["document"], row["start"], row["end"]))
        if labels_by_annotator is not None and row["stance"] not in annotations.labels:
            faults.append(f"{where}: stance '{row['stance']}' is not one of {', '.join(annotations.labels)}")
        elif labels_by_annotator is not None:
            labels_by_annotator[annotator_name] = row["stance"]
            matched += 1
    raise_faults(faults)
    return replace(annotations, spans=spans), matched


def read_scores(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """(where it stands, row) of each row of a scores JSONL, in order.

    Raises:
        DataError: the file cannot be read, or a row is not a score.
    """
    try:
        text = decode(path.read_bytes(), str(path))
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}); check the path") from None
    rows = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            rows.append((f"{path}, line {number}", _score(line, f"{path}, line {number}")))
    return rows


def _score(line: str, where: str) -> dict[str, Any]:
    try:
        row = parse_json(line)
    except ValueError as error:
        raise DataError(f"{where}: not JSON ({error}); give the output of `stance score --format jsonl`") from None
    kinds = {"document": str, "start": int, "end": int, "stance": str}
    if not isinstance(row, dict) or not all(isinstance(row.get(name), kind) for name, kind in kinds.items()):
        raise DataError(f"{where}: no score; give the output of `stance score --format jsonl`")
    return row
