"""Tools of one JSON line a text: Prodigy (tasks of its `choice` interface) and doccano (text classification).

Coming in also Prodigy's `textcat` and span tasks, and doccano's labelled spans (sequence labelling).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from stance.labelling.exchange import foreign
from stance.labelling.exchange.table import (
    KEY,
    LabelTable,
    Row,
    TableRow,
    checked,
    from_records,
    json_line,
    json_records,
)

PRODIGY_LABELS: Final = ("accept", "label", "spans", "cats")
"""Under which of these Prodigy's interfaces put labels."""

DOCCANO_LABELS: Final = ("label", "labels", "entities", "annotations", "cats")
"""Under which of these doccano's versions and export formats put labels."""


def dump_prodigy(table: LabelTable) -> str:
    """The rows as answered tasks; a row without a label is an ignored one."""
    checked(table, ["label"])
    options = [{"id": label, "text": label} for label in table.labels]
    shown = zip(table.rows, table.shown, strict=True)
    return "".join(json_line(_task(table.columns, row, text, options)) for row, text in shown)


def load_prodigy(path: Path) -> LabelTable:
    """The table of answered tasks. What was rejected or ignored has no label."""
    return from_records(path, json_records(path), _rows_of_task)


def _task(columns: Sequence[str], row: Row, text: str, options: list[dict[str, str]]) -> dict[str, Any]:
    where = foreign.place(row)
    inputs = _hash(text, where.get("document"), where.get("start"), where.get("end"))
    return {
        "text": text,
        "meta": where,
        "options": options,
        "accept": [row["label"]] if row["label"] else [],
        "answer": "accept" if row["label"] else "ignore",
        "_input_hash": inputs,
        "_task_hash": _hash(inputs, [option["id"] for option in options]),
        "_view_id": "choice",
        "_annotator_id": row.get("annotator", ""),
        KEY: foreign.embed_row(columns, row),
    }


def _hash(*parts: object) -> int:
    """A signed 32-bit number, as Prodigy's hashes are; equal for the same parts on every machine."""
    return int.from_bytes(hashlib.sha256(repr(parts).encode()).digest()[:4], "big", signed=True)


def _rows_of_task(task: dict[str, Any]) -> list[TableRow]:
    accepted = task.get("answer", "accept") == "accept"
    if own := foreign.embedded_row(task):
        own[1]["label"] = foreign.one_label(task.get("accept")) if accepted else ""
        return [own]
    if accepted and not any(name in task for name in PRODIGY_LABELS):
        raise ValueError(f"accepted, but without a label under {', '.join(PRODIGY_LABELS)}; is it another tool's file?")
    meta = foreign.section(task, "meta")
    known = {"document": meta.get("document"), "annotator": task.get("_annotator_id") or task.get("_session_id")}
    text = foreign.text(task, "text")
    rows = []
    for span in foreign.objects(task, "spans"):
        if not {"start", "end", "label"} <= set(span):
            raise ValueError("a span without start, end or label")
        label, place = foreign.label(span["label"]), foreign.span(span["start"], span["end"], text)
        rows.append(foreign.row(label=label if accepted else "", **known | place))
    cells = known | {"start": meta.get("start"), "end": meta.get("end"), "text": text}
    return rows or [foreign.row(label=_label(task) if accepted else "", **cells)]


def _label(task: dict[str, Any]) -> str:
    """The label of a task on a text as a whole; empty where none of several was chosen."""
    if "accept" in task:
        return foreign.one_label(task["accept"])
    if "cats" in task:
        return foreign.one_of_scores(foreign.section(task, "cats"))
    return foreign.label(task["label"]) if "label" in task else ""


def dump_doccano(table: LabelTable) -> str:
    """The rows as labelled texts; what doccano does not know it keeps as the text's metadata."""
    checked(table, ["label"])
    lines = []
    for row, text in zip(table.rows, table.shown, strict=True):
        told = {"text": text, "label": [row["label"]] if row["label"] else []} | foreign.place(row)
        own = {"annotator": row.get("annotator", ""), KEY: foreign.embed_row(table.columns, row)}
        lines.append(json_line(told | own))
    return "".join(lines)


def load_doccano(path: Path) -> LabelTable:
    """The table of labelled texts, with metadata beside the text or under `meta`."""
    return from_records(path, json_records(path), _rows_of_text)


def _rows_of_text(record: dict[str, Any]) -> list[TableRow]:
    if not (keys := [name for name in DOCCANO_LABELS if name in record]):
        raise ValueError(
            f"no label in it, under none of {', '.join(DOCCANO_LABELS)}; is it another tool's file? Name it with --from"
        )
    labels = record[keys[0]]
    if own := foreign.embedded_row(record):
        own[1]["label"] = foreign.one_label(labels)
        return [own]
    known = record | foreign.section(record, "meta")
    cells = {name: known.get(name) for name in ("document", "annotator")}
    text = foreign.text(record, "text", "data")
    if isinstance(labels, dict):  # {label: score}, as of spaCy and Prodigy
        return [foreign.row(label=foreign.one_of_scores(labels), text=text, **cells)]
    if isinstance(labels, list) and any(isinstance(label, list | dict) for label in labels):
        return [_labelled(label, text, cells) for label in labels]
    cells |= {"start": known.get("start"), "end": known.get("end"), "text": text}
    return [foreign.row(label=foreign.one_label([labels] if isinstance(labels, str) else labels), **cells)]


def _labelled(label: Any, text: str, cells: dict[str, Any]) -> TableRow:  # noqa: ANN401
    """The row of a labelled span, or of a text as a whole where the label has no position."""
    if isinstance(label, dict) and label.get("user") is not None:
        cells = cells | {"annotator": label["user"]}
    match label:
        case [start, end, name] | {"start_offset": start, "end_offset": end, "label": name}:
            return foreign.row(**cells | foreign.span(start, end, text), label=foreign.label(name))
        case {"label": name, **rest} if not {"start", "end"} & set(rest):
            return foreign.row(**cells, text=text, label=foreign.label(name))
    raise ValueError(f"a span must be [start, end, label] or have start_offset, end_offset and label, not {label!r}")
