"""Agreement of the model with annotators who labelled the same spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from stance.evaluate import OutOfFold
from stance.labelling.agreement import measure
from stance.labelling.annotations import NEEDED, Annotations, read_annotations
from stance.labels import MODEL_PREFIX, read_rows
from stance.records import LabelledClaim

MODEL: Final = f"{MODEL_PREFIX}unseen"
"""The model's name as an annotator: each span labelled by the model of the fold that never saw its source."""


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
