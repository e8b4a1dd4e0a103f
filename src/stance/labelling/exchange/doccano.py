"""doccano: a line a text with its label (text classification); also its spans (sequence labelling), coming in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from stance.labelling.exchange import foreign
from stance.labelling.exchange.table import KEY, LabelTable, Row, checked, from_records, json_line, json_records

LABELS: Final = ("label", "labels", "entities", "annotations", "cats")
"""Under which of these doccano's versions and export formats put labels."""


def dump(table: LabelTable) -> str:
    """The rows as labelled texts; what doccano does not know it keeps as the text's metadata."""
    checked(table, ["label"])
    return "".join(
        json_line(
            {"text": text, "label": [row["label"]] if row["label"] else []}
            | foreign.place(row)
            | {"annotator": row.get("annotator", ""), KEY: foreign.embed_row(table.columns, row)}
        )
        for row, text in zip(table.rows, table.shown, strict=True)
    )


def load(path: Path) -> LabelTable:
    """The table of labelled texts, with metadata beside the text or under `meta`."""
    return from_records(path, json_records(path), _rows)


def _rows(record: dict[str, Any]) -> list[tuple[Sequence[str], Row]]:
    if not (keys := [name for name in LABELS if name in record]):
        raise ValueError(
            f"no label in it, under none of {', '.join(LABELS)}; is it another tool's file? Name it with --from"
        )
    labels = record[keys[0]]
    if embedded := foreign.embedded_row(record):
        columns, row = embedded
        return [(columns, row | {"label": foreign.one_label(labels)})]
    known = record | foreign.section(record, "meta")
    cells = {name: known.get(name) for name in ("document", "annotator")}
    text = foreign.text(record, "text", "data")
    if isinstance(labels, dict):  # {label: score}, as of spaCy and Prodigy
        return [foreign.row(label=foreign.one_of_scores(labels), text=text, **cells)]
    if isinstance(labels, list) and any(isinstance(label, list | dict) for label in labels):
        return [_labelled(label, text, cells) for label in labels]
    labels = [labels] if isinstance(labels, str) else labels
    return [
        foreign.row(label=foreign.one_label(labels), text=text, start=known.get("start"), end=known.get("end"), **cells)
    ]


def _labelled(label: Any, text: str, cells: dict[str, Any]) -> tuple[Sequence[str], Row]:  # noqa: ANN401
    """The row of a labelled span, or of a text as a whole where the label has no position."""
    match label:
        case [start, end, name]:
            return foreign.row(**cells | foreign.span(start, end, text), label=foreign.label(name))
        case {"start_offset": start, "end_offset": end, "label": name, **rest}:
            who = {"annotator": rest["user"]} if rest.get("user") is not None else {}
            return foreign.row(**cells | who | foreign.span(start, end, text), label=foreign.label(name))
        case {"label": name, **rest} if not {"start", "end"} & set(rest):
            who = {"annotator": rest["user"]} if rest.get("user") is not None else {}
            return foreign.row(**cells | who, text=text, label=foreign.label(name))
    raise ValueError(f"a span must be [start, end, label] or have start_offset, end_offset and label, not {label!r}")
