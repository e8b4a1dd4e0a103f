"""Label Studio: a task a span with an annotation a row; also span labels made there, coming in.

Our rows travel in the task's `data`, which Label Studio hands back untouched; an annotation's result is tied to its row
by its id. The annotator's name travels there too: `completed_by` must be one of the project's users.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from stance.errors import DataError
from stance.labelling.exchange import foreign
from stance.labelling.exchange.table import FOREIGN, KEY, LabelTable, Row, checked, one_label_a_span, rows_to_table
from stance.labels import MODEL_PREFIX, is_number
from stance.readers.json import parse_json
from stance.reading import read_text
from stance.text_tables import gathered_faults

log = logging.getLogger(__name__)

CONTROL: Final = "label"
SHOWN: Final = "text"
"""The names of the choice and of the text in the labelling interface of `label_config`."""


Numbered = tuple[int | None, Sequence[str], Row]
"""The row's number in the table exported (None: made in Label Studio), its columns and cells."""


def dump(table: LabelTable) -> str:
    """The tasks as one JSON array, in the order in which their spans appear; models' rows are predictions."""
    checked(table, ["label"])
    tasks: dict[tuple[str, ...], dict[str, Any]] = {}
    for number, (row, text) in enumerate(zip(table.rows, table.shown, strict=True)):
        spot = tuple(row.get(name, "") for name in ("document", "start", "end"))
        key = spot if all(spot) else (str(number),)
        task = tasks.setdefault(key, _task(table.columns, row, text))
        task["data"][KEY]["rows"][str(number)] = {name: row[name] for name in table.columns}
        if row["label"]:
            _answer(task, number, row)
    return json.dumps(list(tasks.values()), ensure_ascii=False, indent=1) + "\n"


def label_config(labels: Sequence[str]) -> str:
    """The labelling interface (XML) that the tasks need, its labels in this order, with the digits as hot keys."""
    choices = "".join(
        f"    <Choice value={quoteattr(label)} hotkey={quoteattr(str(number))}/>\n"
        for number, label in enumerate(labels, start=1)
    )
    return (
        f'<View>\n  <Text name="{SHOWN}" value="$text"/>\n'
        f'  <Choices name="{CONTROL}" toName="{SHOWN}" choice="single">\n{choices}  </Choices>\n</View>\n'
    )


def load(path: Path) -> LabelTable:
    """The table of tasks, our own rows in their order, then those of annotations made in Label Studio."""
    try:
        tasks = parse_json(read_text(path))
    except ValueError as error:
        raise DataError(f"{path}: not JSON ({error}); export from Label Studio as JSON") from None
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise DataError(f"{path}: not an array of tasks; export from Label Studio as JSON")
    rows: list[Numbered] = []
    with gathered_faults() as at:
        for number, task in enumerate(tasks, start=1):
            with at(f"{path}, task {number}"):
                rows += _rows(task)
    if not rows:
        raise DataError(f"{path}: no annotation in it; check that the export is not of unlabelled tasks only")
    rows.sort(key=lambda numbered: (numbered[0] is None, numbered[0] or 0))
    return rows_to_table([(names, row) for _, names, row in rows])


def _task(columns: Sequence[str], row: Row, text: str) -> dict[str, Any]:
    data = {SHOWN: text} | foreign.place(row) | {KEY: {"columns": list(columns), "rows": {}}}
    return {"data": data, "annotations": [], "predictions": []}


def _answer(task: dict[str, Any], number: int, row: Row) -> None:
    """Add the row's label to the task: a model's as a prediction, else as an annotation."""
    value = {"choices": [row["label"]]}
    result = {"id": f"row-{number}", "from_name": CONTROL, "to_name": SHOWN, "type": "choices", "value": value}
    if row.get("annotator", "").startswith(MODEL_PREFIX):
        task["predictions"].append({"model_version": row["annotator"], "result": [result]})
    else:
        task["annotations"].append({"result": [result]})


def _rows(task: dict[str, Any]) -> list[Numbered]:
    """The rows of a task: ours, with the label they have now, and those of answers given in Label Studio."""
    data = task.get("data")
    if not isinstance(data, dict):
        raise ValueError("no 'data' (JSON-MIN has none); export from Label Studio as JSON")
    ours = foreign.section(data, KEY)
    columns = _columns(ours)
    rows = {number: foreign.section(ours["rows"], number) for number in foreign.section(ours, "rows")}
    if unknown := [number for number in rows if not is_number(number)]:
        raise ValueError(f"{unknown[0][:40]!r} is no number of a row")
    for row in rows.values():  # what was deleted there is no label any more; predictions are not always handed back
        row["label"] = row.get("label", "") if str(row.get("annotator", "")).startswith(MODEL_PREFIX) else ""
    made: list[Numbered] = []
    for annotation in foreign.objects(task, "annotations"):
        for result in _regions(foreign.objects(annotation, "result")):
            number = str(result.get("id", ""))
            if number.startswith("row-") and (number := number.removeprefix("row-")) in rows:
                rows[number]["label"] = _choice(result)
            elif not annotation.get("was_cancelled"):
                made += _made(result, annotation, data, columns)
    one_label_a_span([(columns, row) for _, columns, row in made])
    return [(int(number), columns, row) for number, row in rows.items()] + made


def _regions(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The results, without the marked spans for which a choice of the same region says more.

    In an interface with choices for each region a span comes twice under one id: what it is, and what was chosen.
    """
    chosen = {result.get("id") for result in results if result.get("type") == "choices" and result.get("id")}
    return [result for result in results if result.get("type") != "labels" or result.get("id") not in chosen]


def _columns(ours: dict[str, Any]) -> tuple[str, ...]:
    columns = ours.get("columns", [])
    return tuple(map(str, columns)) if isinstance(columns, list) else ()


def _choice(result: dict[str, Any]) -> str:
    choices = foreign.section(result, "value").get("choices", [])
    if not isinstance(choices, list) or len(choices) != 1:
        raise ValueError(f"one choice is needed, not {choices!r}")
    return str(choices[0])


def _made(
    result: dict[str, Any], annotation: dict[str, Any], data: dict[str, Any], columns: Sequence[str]
) -> list[Numbered]:
    """The row of an answer given in Label Studio: a choice for the task's text or one of its spans, a labelled span."""
    kind, value = result.get("type"), foreign.section(result, "value")
    if kind not in ("choices", "labels"):
        log.warning("a result of type %r is no label and is passed over", kind)
        return []
    cells = {name: data.get(name) for name in ("document", "start", "end")}
    text = _text(data, result)
    cells |= {"annotator": _who(annotation.get("completed_by")), "text": text}
    if "start" in value or kind == "labels":
        cells |= foreign.utf16_span(value.get("start"), value.get("end"), text)
    label = _choice(result) if kind == "choices" else foreign.label(foreign.one_label(value.get("labels")))
    return [(None, columns or FOREIGN, foreign.row(label=label, **cells)[1])]


def _text(data: dict[str, Any], result: dict[str, Any]) -> str:
    """The task's text: what the result is on, `text`, or the only text there is; ValueError if that cannot be told."""
    names = [name for name in (result.get("to_name"), SHOWN) if name in data]
    others = {"document", "speaker", "url"}
    texts = [name for name, value in data.items() if isinstance(value, str) and name not in others]
    if not names and len(texts) != 1:
        raise ValueError(f"its text cannot be told among {', '.join(data) or 'no data'}; name it 'text'")
    return foreign.text(data, *(names or texts))


def _who(completed_by: Any) -> str:  # noqa: ANN401  (a number, or a user with an e-mail address)
    if isinstance(completed_by, dict):
        return str(completed_by.get("email") or completed_by.get("id") or "")
    return "" if completed_by is None else str(completed_by)
