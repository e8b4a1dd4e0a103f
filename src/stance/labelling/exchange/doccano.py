"""doccano: a line a text with its label (text classification); also its spans (sequence labelling), coming in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stance.labelling.exchange.table import (
    KEY,
    LabelTable,
    Row,
    checked,
    embed_row,
    embedded_row,
    external_row,
    from_records,
    json_line,
    json_records,
    one_label,
    place,
    section,
)


def dump(table: LabelTable) -> str:
    """The rows as labelled texts; what doccano does not know it keeps as the text's metadata."""
    checked(table, ["label"])
    return "".join(
        json_line(
            {"text": text, "label": [row["label"]] if row["label"] else []}
            | place(row)
            | {"annotator": row.get("annotator", ""), KEY: embed_row(table.columns, row)}
        )
        for row, text in zip(table.rows, table.shown, strict=True)
    )


def load(path: Path) -> LabelTable:
    """The table of labelled texts, with metadata beside the text or under `meta`."""
    return from_records(path, json_records(path), _rows)


def _rows(record: dict[str, Any]) -> list[tuple[Sequence[str], Row]]:
    labels = record.get("label", record.get("labels", []))
    embedded = embedded_row(record)
    if embedded:
        columns, row = embedded
        return [(columns, row | {"label": one_label(labels)})]
    known = record | section(record, "meta")
    cells = {name: known.get(name) for name in ("document", "annotator")}
    text = str(record.get("text", record.get("data", "")))
    if isinstance(labels, list) and any(isinstance(label, list) for label in labels):
        return [_span_row(span, text, cells) for span in labels]
    return [external_row(label=one_label(labels), text=text, start=known.get("start"), end=known.get("end"), **cells)]


def _span_row(span: Any, text: str, cells: dict[str, Any]) -> tuple[Sequence[str], Row]:  # noqa: ANN401
    match span:
        case [int() as start, int() as end, str() as label]:
            return external_row(start=start, end=end, label=label, text=text[start:end], **cells)
    raise ValueError(f"a span must be [start, end, label], not {span!r}")
