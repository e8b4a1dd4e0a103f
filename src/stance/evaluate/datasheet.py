"""Datasheet of the label tables: spans, sources, speakers, years, sampling and annotators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from stance.evaluate.markdown import markdown_table
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


def datasheet_section(manifest: Mapping[str, Any]) -> str:
    """Where the labelled spans come from, if an evaluation has looked."""
    datasheet = (manifest.get("scores") or {}).get("data")
    if not datasheet:
        return ""
    rows = [
        [
            name,
            row["sources"],
            row["speakers"],
            "–".join(row["years"]) if row["years"] else "not dated",
            _counted(row["drawn"]),
            _counted(row["labelled_by"]),
        ]
        for name, row in datasheet.items()
    ]
    table = markdown_table(["table", "sources", "speakers", "years", "drawn as", "label by"], rows)
    return (
        f"{table}\n\nOnly what was drawn as `all`, or with a known probability, stands for the texts it was drawn "
        "from: elsewhere the shares of the labels are those of the drawing, not of the press.\n\n"
    )


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


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} ({count})" for name, count in counts.items())
