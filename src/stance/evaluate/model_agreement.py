"""Agreement of the model with annotators who labelled the same spans."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from stance.evaluate.cross_validation import OutOfFold
from stance.evaluate.markdown import markdown_table, with_interval
from stance.labelling.agreement import measure
from stance.labelling.annotations import NEEDED, Annotations, read_annotations
from stance.labels import MODEL_PREFIX, read_rows
from stance.records import LabelledClaim

MODEL: Final = f"{MODEL_PREFIX}unseen"
"""The model's name as an annotator: each span labelled by the model of the fold that never saw its source."""

_MEASURES: Final = {
    "agreement": "agreement",
    "kappa": "kappa",
    "quadratic_kappa": "quadratic kappa",
    "alpha_nominal": "alpha",
    "alpha_ordinal": "ordinal alpha",
}


def agreement_figures(
    tables: Sequence[Path], labelled: Sequence[LabelledClaim], evaluated: OutOfFold
) -> dict[str, list[dict[str, Any]]]:
    """By table that two people or more coded: the rows of `stance.labelling.agreement`, as plain values.

    `labelled` are the rows `evaluated` was made from; the model labels those of them that the table holds.

    Raises:
        DataError: a table cannot be read.
    """
    by_table = {}
    for path in tables:
        if not set(NEEDED) <= set(read_rows(path)[0]):
            continue
        annotations = add_out_of_fold_model(read_annotations([path], evaluated.question), labelled, evaluated)
        if len(annotations.people) > 1:
            by_table[path.stem] = [figure.row() for figure in measure(annotations)]
    return by_table


def add_out_of_fold_model(
    annotations: Annotations, labelled: Sequence[LabelledClaim], evaluated: OutOfFold
) -> Annotations:
    """The annotations with the model's out-of-fold label of each span that they hold, as the annotator `MODEL`."""
    spans = {span: dict(coded) for span, coded in annotations.spans.items()}
    for row, stance in zip(labelled, evaluated.stances, strict=True):
        coded = spans.get((row.document or "", row.start or 0, row.end or 0))
        if coded is not None:
            coded[MODEL] = stance
    return replace(annotations, spans=spans)


def agreement_section(table: str, rows: Collection[Mapping[str, Any]]) -> str:
    """The agreement matrix of a table, a row a pair of annotators."""
    whole = [row for row in rows if not row["label"]]
    pairs = list(dict.fromkeys(row["annotators"] for row in whole if row["annotators"] != "all"))
    cells_by_pair = {(row["annotators"], row["measure"]): row for row in whole}
    shown = []
    for pair in pairs:
        cells = [cells_by_pair.get((pair, measure)) for measure in _MEASURES]
        spans = next(cell["spans"] for cell in cells if cell)
        shown.append([pair, spans, *map(_agreement_cell, cells)])
    return (
        f"### The model as one more annotator: `{table}`\n\n`model:unseen` is the model of the fold that never saw the "
        "source, `gold` the settled label. What the people agree on among themselves is only as much of a ceiling as "
        "they are independent; see above who labelled.\n\n"
        f"{markdown_table(['annotators', 'spans', *_MEASURES.values()], shown)}"
    )


def _agreement_cell(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "–"
    return with_interval(row["value"], None if row["low"] is None else (row["low"], row["high"]))
