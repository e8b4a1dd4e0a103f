"""The table that all formats exchange, and what their modules share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from stance.errors import DataError, UsageError
from stance.labels import is_number, positions, raise_faults, text_sha
from stance.readers.json import parse_json
from stance.readers.limits import TABLE_BYTES
from stance.reading import read_text

Row = Mapping[str, str]

KEY: Final = "stance"
"""Where a tool's record carries our row: {"columns": [...], "row": {...}}."""

FOREIGN: Final = ("document", "start", "end", "label", "annotator", "text")
"""The columns of a table made from another tool's own records."""


@dataclass(frozen=True, slots=True)
class LabelTable:
    """Column names and rows of text cells, every row with every column.

    `texts` are the words of the rows, in order, for tools that show them; without, the rows' own `text` is shown.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    texts: tuple[str, ...] | None = None

    @property
    def shown(self) -> tuple[str, ...]:
        """The words to show of each row."""
        return self.texts or tuple(row.get("text", "") for row in self.rows)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in use, by name."""
        return tuple(sorted({row["label"] for row in self.rows if row.get("label")}))


def joined(tables: Sequence[LabelTable]) -> LabelTable:
    """The tables below each other; a column that one lacks is empty there."""
    columns = tuple(dict.fromkeys(name for table in tables for name in table.columns))
    rows = [{name: row.get(name, "") for name in columns} for table in tables for row in table.rows]
    return LabelTable(columns, tuple(rows))


def filled(table: LabelTable, texts: Mapping[str, str]) -> LabelTable:
    """The table showing, for rows without text, the words of their documents ({document: text}) where those are given.

    Raises:
        DataError: a row's position is none, or its words are not those labelled; all faults at once.
    """
    shown, faults = [], []
    for number, row in enumerate(table.rows, start=2):
        words = row.get("text", "")
        if not words.strip() and row.get("document") in texts:
            try:
                words = texts[row["document"]][slice(*positions(row))]
                if row.get("text_sha") and text_sha(words) != row["text_sha"]:
                    raise ValueError("the document is not the version labelled (text_sha differs); get its version")
            except ValueError as fault:
                faults.append(f"row {number}, {row['document']}: {fault}")
        shown.append(words)
    raise_faults(faults)
    return replace(table, texts=tuple(shown))


def checked(table: LabelTable, needs: Sequence[str] = ()) -> LabelTable:
    """The table, if it can be exported.

    Raises:
        UsageError: it has no rows, or lacks a column the format needs.
    """
    if not table.rows:
        raise UsageError("the table has no rows; there is nothing to export")
    if lacking := [name for name in needs if name not in table.columns]:
        raise UsageError(f"this format needs the column '{lacking[0]}'; the table has {','.join(table.columns)}")
    return table


def embed_row(columns: Sequence[str], row: Row) -> dict[str, Any]:
    """The row as another tool's record carries it."""
    return {"columns": list(columns), "row": {name: row[name] for name in columns}}


def embedded_row(record: Mapping[str, Any]) -> tuple[tuple[str, ...], dict[str, str]] | None:
    """The columns and row that a record carries, at its top or below `meta`; None if it carries none."""
    found = section(record, KEY) or section(section(record, "meta"), KEY)
    if not isinstance(found.get("row"), dict):
        return None
    columns = tuple(str(name) for name in found.get("columns", ()))
    return columns, {name: str(found["row"].get(name, "")) for name in columns}


def from_records(
    path: Path, records: Sequence[tuple[int, Any]], rows_of: Callable[[dict[str, Any]], list[tuple[Sequence[str], Row]]]
) -> LabelTable:
    """The table of a tool's records, (line, record) each; `rows_of` one gives (columns, row) of each row in it.

    Raises:
        DataError: all records that are none, by line, or that there is none.
    """
    rows: list[tuple[Sequence[str], Row]] = []
    faults = []
    for number, record in records:
        try:
            if not isinstance(record, dict):
                raise ValueError("not an object")
            rows += one_label_a_span(rows_of(record))
        except ValueError as fault:
            faults.append(f"{path}, record {number}: {fault}")
    raise_faults(faults)
    if not rows:
        raise DataError(f"{path}: no labelled record in it; check the file and --from")
    return rows_to_table(rows)


def rows_to_table(rows: Sequence[tuple[Sequence[str], Row]]) -> LabelTable:
    """The table of rows, each with its columns; what one lacks is empty there."""
    columns = tuple(dict.fromkeys(name for names, _ in rows for name in names))
    return LabelTable(columns, tuple({name: row.get(name, "") for name in columns} for _, row in rows))


def json_records(path: Path) -> list[tuple[int, Any]]:
    """(line, value) of each JSON line that is not empty.

    Raises:
        DataError: all lines that are not JSON.
    """
    found, faults = [], []
    for number, line in _lines(read_text(path, most=TABLE_BYTES)):
        try:
            found.append((number, parse_json(line)))
        except ValueError as error:
            faults.append(f"{path}, line {number}: not JSON ({error}); each line must be one object")
    raise_faults(faults)
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold something, numbered from 1. Only line feeds end them: JSON may hold other line ends."""
    return ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())


def json_object(text: str) -> dict[str, Any]:
    """The object that the text spells in JSON, empty if it spells none."""
    try:
        value = parse_json(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def json_line(record: Mapping[str, Any]) -> str:
    """The record as a JSON line."""
    return json.dumps(record, ensure_ascii=False) + "\n"


def place(row: Row) -> dict[str, Any]:
    """What a row says of itself to the people who see it elsewhere: document, position as numbers, speaker."""
    known: dict[str, Any] = {name: row[name] for name in ("document", "speaker") if row.get(name)}
    for name in ("start", "end"):
        if is_number(row.get(name, "")):
            known[name] = int(row[name])
    return known


def section(record: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What the record holds under the name, empty if that is no object."""
    found = record.get(name)
    return found if isinstance(found, dict) else {}


def objects(record: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects that the record lists under the name, none without it; ValueError if something else stands there."""
    found = record.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ValueError(f"'{name}' is no list of objects")
    return found


def one_label(labels: Any) -> str:  # noqa: ANN401  (what the file holds)
    """The label of a list that must hold one or none; ValueError if it is no such list."""
    if not isinstance(labels, list) or len(labels) > 1:
        raise ValueError(f"one label is needed, not {labels!r}")
    return label_cell(labels[0]) if labels else ""


def external_row(**cells: object) -> tuple[Sequence[str], Row]:
    """Columns and row of a record that another tool made, unknown cells empty."""
    return FOREIGN, {name: "" if cells.get(name) is None else str(cells[name]) for name in FOREIGN}


def text_cell(record: Mapping[str, Any], *names: str) -> str:
    """The text that stands under the first of the names the record has; empty for null and where it has none.

    ValueError if something else than a text stands there: a list of texts is no text to count characters in.
    """
    value = next((record[name] for name in names if name in record), None)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"'{next(name for name in names if name in record)}' is no text but {_kind(value)}")
    return value


def label_cell(value: Any) -> str:  # noqa: ANN401  (what the file holds)
    """A label: a text with something in it, a whole number as it is written; ValueError for anything else."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ValueError(f"a label must be a text, not {_kind(value)}")


def span_cells(start: Any, end: Any, text: str) -> dict[str, Any]:  # noqa: ANN401
    """Start, end and words of a span of the text, half-open, in characters; ValueError if it is none.

    Whole numbers written as texts or with a point are taken.
    """
    first, last = _whole(start), _whole(end)
    if first is None or last is None or not 0 <= first < last <= len(text):
        raise ValueError(f"a span from {start!r} to {end!r} of a text of {len(text)} characters")
    return {"start": first, "end": last, "text": text[first:last]}


def utf16_span_cells(start: Any, end: Any, text: str) -> dict[str, Any]:  # noqa: ANN401
    """As `span_cells`, of a span counted in UTF-16 units, as Java and JavaScript do: an emoji is two."""
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= utf16_units(text)):
        raise ValueError(f"a span from {start!r} to {end!r} of a text of {len(text)} characters")
    units = text.encode("utf-16-le")
    first, last = (len(units[: 2 * at].decode("utf-16-le", "ignore")) for at in (start, end))
    return span_cells(first, last, text)


def utf16_units(text: str) -> int:
    """The length of the text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def one_label_a_span(rows: list[tuple[Sequence[str], Row]]) -> list[tuple[Sequence[str], Row]]:
    """The rows of one record; ValueError if an annotator gave one span of it two labels."""
    labels: dict[tuple[str, ...], str] = {}
    for _, row in rows:
        place = tuple(row.get(name, "") for name in ("document", "start", "end", "annotator"))
        if not row.get("start"):
            continue
        before = labels.setdefault(place, row.get("label", ""))
        if before != row.get("label", ""):
            raise ValueError(f"two labels on {place[1]}-{place[2]}, '{before}' and '{row['label']}'; keep one")
    return rows


def _whole(value: Any) -> int | None:  # noqa: ANN401
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and is_number(value.strip()):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) else None


def _kind(value: Any) -> str:  # noqa: ANN401
    kinds = {list: "a list", dict: "an object", type(None): "null", bool: "true or false", float: "a number"}
    return kinds.get(type(value), repr(value)[:40])


def one_of_scores(scores: Mapping[str, Any]) -> str:
    """The label whose score is above 0.5, empty without any; ValueError for several."""
    if not all(isinstance(score, int | float) for score in scores.values()):
        raise ValueError("labels with something else than scores")
    return one_label([label for label, score in scores.items() if score > 0.5])
