"""Label tables as CSV and as JSON lines, a row a label, every cell a string."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stance.labelling.exchange.table import LabelTable, Row, checked, from_records, json_line, json_records
from stance.labels import read_rows
from stance.tables import csv_text as csv_rows


def dump_csv(table: LabelTable) -> str:
    """The table as CSV."""
    return csv_text(checked(table))


def csv_text(table: LabelTable) -> str:
    """The table as CSV, lines ended by a line feed."""
    return csv_rows(table.columns, table.rows)


def load_csv(path: Path) -> LabelTable:
    """The table of a CSV file."""
    header, rows = read_rows(path)
    return LabelTable(tuple(header), tuple(rows))


def dump_jsonl(table: LabelTable) -> str:
    """The table as JSON lines, keys in the order of the columns."""
    checked(table)
    return "".join(json_line({name: row[name] for name in table.columns}) for row in table.rows)


def load_jsonl(path: Path) -> LabelTable:
    """The table of JSON lines; numbers are taken as they are written, null as an empty cell."""
    return from_records(path, json_records(path), _row)


def _row(record: dict[str, Any]) -> list[tuple[Sequence[str], Row]]:
    nested = [name for name, value in record.items() if isinstance(value, list | dict)]
    if nested:
        raise ValueError(f"'{nested[0]}' is not a single value; is this another tool's file? Name it with --from")
    return [(tuple(record), {name: "" if value is None else str(value) for name, value in record.items()})]
