"""The table that all formats exchange, and what their modules share."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from stance.errors import DataError, UsageError
from stance.labels import positions, text_sha
from stance.readers.json import parse_json
from stance.readers.limits import TABLE_BYTES
from stance.reading import read_text
from stance.text_tables import gathered_faults, raise_faults

Row = Mapping[str, str]
TableRow = tuple[Sequence[str], Row]
"""A row with the columns it has."""

KEY: Final = "stance"
"""Where a tool's record carries our row: {"columns": [...], "row": {...}}."""

FOREIGN: Final = ("document", "start", "end", "label", "annotator", "text")
"""The columns of a table made from another tool's own records."""


@dataclass(frozen=True, slots=True)
class LabelTable:
    """Column names and rows of text cells, every row with every column.

    `texts` are the words of the rows, in order, for tools that show them; without, the rows' own `text` is shown.
    `places` say where each row was read, for messages; without, rows are numbered below a header.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    texts: tuple[str, ...] | None = None
    places: tuple[str, ...] | None = field(default=None, compare=False)

    @property
    def shown(self) -> tuple[str, ...]:
        """The words to show of each row."""
        return self.texts or tuple(row.get("text", "") for row in self.rows)

    @property
    def where(self) -> tuple[str, ...]:
        """Where each row stands: "t.csv, row 3"."""
        return self.places or tuple(f"row {number}" for number in range(2, len(self.rows) + 2))

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in use, by name."""
        return tuple(sorted({row["label"] for row in self.rows if row.get("label")}))


def joined(tables: Sequence[LabelTable]) -> LabelTable:
    """The tables below each other; a column that one lacks is empty there."""
    columns = tuple(dict.fromkeys(name for table in tables for name in table.columns))
    rows = [{name: row.get(name, "") for name in columns} for table in tables for row in table.rows]
    return LabelTable(columns, tuple(rows), places=tuple(place for table in tables for place in table.where))


def filled(table: LabelTable, texts: Mapping[str, str]) -> LabelTable:
    """The table showing, for rows without text, the words of their documents ({document: text}) where those are given.

    Raises:
        DataError: a row's position is none, or its words are not those labelled; all faults at once.
    """
    shown = []
    with gathered_faults() as at:
        for place, row in zip(table.where, table.rows, strict=True):
            words = row.get("text", "")
            if not words.strip() and row.get("document") in texts:
                with at(f"{place}, {row['document']}"):
                    words = texts[row["document"]][slice(*positions(row))]
                    if row.get("text_sha") and text_sha(words) != row["text_sha"]:
                        raise ValueError("the document is not the version labelled (text_sha differs); get its version")
            shown.append(words)
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


def from_records(
    path: Path, records: Sequence[tuple[int, Any]], rows_of: Callable[[dict[str, Any]], list[TableRow]]
) -> LabelTable:
    """The table of a tool's records, (line, record) each; `rows_of` one gives (columns, row) of each row in it."""
    rows: list[TableRow] = []
    with gathered_faults() as at:
        for number, record in records:
            with at(f"{path}, record {number}"):
                if not isinstance(record, dict):
                    raise ValueError("not an object")
                rows += one_label_a_span(rows_of(record))
    if not rows:
        raise DataError(f"{path}: no labelled record in it; check the file and --from")
    return rows_to_table(rows)


def rows_to_table(rows: Sequence[TableRow]) -> LabelTable:
    """The table of rows, each with its columns; what one lacks is empty there."""
    columns = tuple(dict.fromkeys(name for names, _ in rows for name in names))
    return LabelTable(columns, tuple({name: row.get(name, "") for name in columns} for _, row in rows))


def json_records(path: Path) -> list[tuple[int, Any]]:
    """(line, value) of each JSON line that is not empty."""
    found, faults = [], []
    # Only line feeds end them: JSON may hold other line ends.
    for number, line in enumerate(read_text(path, most=TABLE_BYTES).split("\n"), start=1):
        try:
            found += [(number, parse_json(line))] if line.strip() else []
        except ValueError as error:
            faults.append(f"{path}, line {number}: not JSON ({error}); each line must be one object")
    raise_faults(faults)
    return found


def json_line(record: Mapping[str, Any]) -> str:
    """The record as a JSON line."""
    return json.dumps(record, ensure_ascii=False) + "\n"


def one_label_a_span(rows: list[TableRow]) -> list[TableRow]:
    """The rows of one record; ValueError if an annotator gave one span of it two labels."""
    labels: dict[tuple[str, ...], str] = {}
    for row in (row for _, row in rows if row.get("start")):
        place = tuple(row.get(name, "") for name in ("document", "start", "end", "annotator"))
        before = labels.setdefault(place, row.get("label", ""))
        if before != row.get("label", ""):
            raise ValueError(f"two labels on {place[1]}-{place[2]}, '{before}' and '{row['label']}'; keep one")
    return rows
