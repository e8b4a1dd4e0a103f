"""Datasheet of the label tables: spans, sources, speakers, years, sampling and annotators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from stance.folds import speaker_names
from stance.labels import rows_by_table
from stance.records import Document, LabelledClaim


def datasheet_figures(
    labelled: Sequence[LabelledClaim], documents: Mapping[str, Document]
) -> dict[str, dict[str, Any]]:
    """By table: its `spans`, `sources`, `speakers`, first and last of the `years`, `drawn` and `labelled_by` counted.

    `documents`, by id, know bylines and dates; `years` is None where no document is dated.
    """
    tables = rows_by_table(labelled)
    return {name: _statement([labelled[i] for i in rows], documents) for name, rows in tables.items()}


def _statement(rows: Sequence[LabelledClaim], documents: Mapping[str, Document]) -> dict[str, Any]:
    known = (documents.get(row.document or "") for row in rows)
    years = sorted({document.date[:4] for document in known if document and document.date})
    return {
        "spans": len(rows),
        "sources": len({row.group for row in rows}),
        "speakers": len(set(speaker_names(rows, documents))),
        "years": [years[0], years[-1]] if years else None,
        "drawn": dict(Counter(row.sampling or "not said" for row in rows).most_common()),
        "labelled_by": dict(Counter(row.annotator or "not said" for row in rows).most_common()),
    }
