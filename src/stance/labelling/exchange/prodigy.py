"""Prodigy: a line a task of the `choice` interface; also its `textcat` and span tasks, coming in."""

from __future__ import annotations

import hashlib
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
    """The rows as answered tasks; a row without a label is an ignored one."""
    checked(table, ["label"])
    options = [{"id": label, "text": label} for label in table.labels]
    return "".join(
        json_line(_task(table.columns, row, text, options)) for row, text in zip(table.rows, table.shown, strict=True)
    )


def load(path: Path) -> LabelTable:
    """The table of answered tasks. What was rejected or ignored has no label."""
    return from_records(path, json_records(path), _rows)


def _task(columns: Sequence[str], row: Row, text: str, options: list[dict[str, str]]) -> dict[str, Any]:
    where = place(row)
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
        KEY: embed_row(columns, row),
    }


def _hash(*parts: object) -> int:
    """A signed 32-bit number, as Prodigy's hashes are; equal for the same parts on every machine."""
    return int.from_bytes(hashlib.sha256(repr(parts).encode()).digest()[:4], "big", signed=True)


def _rows(task: dict[str, Any]) -> list[tuple[Sequence[str], Row]]:
    accepted = task.get("answer", "accept") == "accept"
    embedded = embedded_row(task)
    if embedded:
        columns, row = embedded
        return [(columns, row | {"label": one_label(task.get("accept")) if accepted else ""})]
    meta = section(task, "meta")
    known = {"document": meta.get("document"), "annotator": task.get("_annotator_id") or task.get("_session_id")}
    text = str(task.get("text", ""))
    if isinstance(task.get("spans"), list) and task["spans"]:
        return [_span_row(span, text, known, accepted=accepted) for span in task["spans"]]
    label = one_label(task["accept"]) if "accept" in task else str(task.get("label", ""))
    cells = known | {"start": meta.get("start"), "end": meta.get("end"), "text": text}
    return [external_row(label=label if accepted else "", **cells)]


def _span_row(span: Any, text: str, known: dict[str, Any], *, accepted: bool) -> tuple[Sequence[str], Row]:  # noqa: ANN401
    if not isinstance(span, dict) or not {"start", "end", "label"} <= set(span):
        raise ValueError("a span without start, end or label")
    words = text[span["start"] : span["end"]]
    label = span["label"] if accepted else ""
    return external_row(start=span["start"], end=span["end"], label=label, text=words, **known)
