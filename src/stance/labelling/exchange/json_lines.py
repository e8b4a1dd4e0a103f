"""JSON lines, a row a label, every cell a string."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stance.labelling.exchange.table import Row, Table, checked, from_records, json_line, json_records


def dump(table: Table) -> str:
    """The table as JSON lines, keys in the order of the columns."""
    checked(table)
    return "".join(json_line({name: row[name] for name in table.columns}) for row in table.rows)


def load(path: Path) -> Table:
    """The table of JSON lines; numbers are taken as they are written, null as an empty cell."""
    return from_records(path, json_records(path), _row)


def _row(record: dict[str, Any]) -> list[tuple[Sequence[str], Row]]:
    nested = [name for name, value in record.items() if isinstance(value, list | dict)]
    if nested:
        raise ValueError(f"'{nested[0]}' is not a single value; is this another tool's file? Name it with --from")
    return [(tuple(record), {name: "" if value is None else str(value) for name, value in record.items()})]
