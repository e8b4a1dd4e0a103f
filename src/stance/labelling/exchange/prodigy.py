"""Prodigy: a line a task of the `choice` interface; also its `textcat` and span tasks, coming in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from stance.labelling.exchange import foreign
from stance.labelling.exchange.table import KEY, LabelTable, Row, checked, from_records, json_line, json_records

LABELLED: Final = ("accept", "label", "spans", "cats")
"""Under which of these Prodigy's interfaces put labels."""


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


def _rows(task: dict[str, Any]) -> list[tuple[Sequence[str], Row]]:
    accepted = task.get("answer", "accept") == "accept"
    if embedded := foreign.embedded_row(task):
        columns, row = embedded
        return [(columns, row | {"label": foreign.one_label(task.get("accept")) if accepted else ""})]
    if accepted and not any(name in task for name in LABELLED):
        raise ValueError(f"accepted, but without a label under {', '.join(LABELLED)}; is it another tool's file?")
    meta = foreign.section(task, "meta")
    known = {"document": meta.get("document"), "annotator": task.get("_annotator_id") or task.get("_session_id")}
    text = foreign.text(task, "text")
    if spans := foreign.objects(task, "spans"):
        return [_span_row(span, text, known, accepted=accepted) for span in spans]
    cells = known | {"start": meta.get("start"), "end": meta.get("end"), "text": text}
    return [foreign.row(label=_label(task) if accepted else "", **cells)]


def _label(task: dict[str, Any]) -> str:
    """The label of a task on a text as a whole; empty where none of several was chosen."""
    if "accept" in task:
        return foreign.one_label(task["accept"])
    if "cats" in task:
        return foreign.one_of_scores(foreign.section(task, "cats"))
    return foreign.label(task["label"]) if "label" in task else ""


def _span_row(span: dict[str, Any], text: str, known: dict[str, Any], *, accepted: bool) -> tuple[Sequence[str], Row]:
    if not {"start", "end", "label"} <= set(span):
        raise ValueError("a span without start, end or label")
    label = foreign.label(span["label"])
    return foreign.row(label=label if accepted else "", **known | foreign.span(span["start"], span["end"], text))
