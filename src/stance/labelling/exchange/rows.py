"""Label tables in rows: a row a label (CSV, JSON lines), or a line a span for R and spreadsheets (wide).

A wide table has a column an annotator and what differs between them: `label.A` is A's label. A column in which the
annotators of every span agree stands once. `row.A` tells that A coded the span, and where the row stood in the label
table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from stance.errors import DataError, UsageError
from stance.labelling.exchange.table import LabelTable, Row, TableRow, checked, from_records, json_line, json_records
from stance.labels import is_number
from stance.tables import csv_text
from stance.text_tables import numbered_rows, raise_faults

WHO: Final = "annotator"
NUMBER: Final = "row"
SPAN: Final = ("document", "start", "end")

Unit = dict[str, tuple[int, Row]]
"""{annotator: (number of the row from 1, row)} of one line."""


def dump_csv(table: LabelTable) -> str:
    """The table as CSV."""
    return csv_text(checked(table).columns, table.rows)


def load_csv(path: Path) -> LabelTable:
    """The table of a CSV file."""
    header, rows = numbered_rows(path)
    places = tuple(f"{path}, row {number}" for number, _ in rows)
    return LabelTable(tuple(header), tuple(row for _, row in rows), places=places)


def dump_jsonl(table: LabelTable) -> str:
    """The table as JSON lines, keys in the order of the columns."""
    checked(table)
    return "".join(json_line({name: row[name] for name in table.columns}) for row in table.rows)


def load_jsonl(path: Path) -> LabelTable:
    """The table of JSON lines; numbers are taken as they are written, null as an empty cell."""
    return from_records(path, json_records(path), _json_row)


def _json_row(record: dict[str, Any]) -> list[TableRow]:
    nested = [name for name, value in record.items() if isinstance(value, list | dict)]
    if nested:
        raise ValueError(f"'{nested[0]}' is not a single value; is this another tool's file? Name it with --from")
    return [(tuple(record), {name: "" if value is None else str(value) for name, value in record.items()})]


def dump_wide(table: LabelTable) -> str:
    """The table as wide CSV."""
    checked(table, [*SPAN, WHO])
    units, people = _units(table), list(dict.fromkeys(row[WHO] for row in table.rows))
    shared = {name for name in table.columns if name != WHO and all(_same(unit, name) for unit in units)} | set(SPAN)
    columns = _columns(table.columns, shared, people)
    doubled = [name for name, count in Counter(columns).items() if count > 1]
    if doubled or _split(columns) != (people, {name: name in shared for name in table.columns}):
        named = doubled[0] if doubled else ", ".join(table.columns)
        raise UsageError(f"columns and annotators cannot be told apart in a wide table ({named}); rename one")
    lines = [_line(columns, unit, shared, table.columns) for unit in units]
    return csv_text(columns, lines)


def load_wide(path: Path) -> LabelTable:
    """The label table of a wide one, its rows in their old order; labels put in since, without a number, come last."""
    columns, lines = numbered_rows(path)
    people, kinds = _split(columns)
    _check_columns(path, columns, people, kinds)
    rows: list[tuple[int, Row]] = []
    faults = []
    for line, cells in lines:
        for who in people:
            number = cells[f"{NUMBER}.{who}"]
            if number and not is_number(number):
                faults.append(f"{path}, row {line}: '{number[:40]}' in {NUMBER}.{who} is no whole number")
            elif number or cells.get(f"label.{who}"):
                rows.append((int(number or len(lines) * len(people) + line), _row(cells, who, kinds)))
    raise_faults(faults)
    return LabelTable(tuple(kinds), tuple(row for _, row in sorted(rows, key=itemgetter(0))))


def _check_columns(path: Path, columns: Sequence[str], people: Sequence[str], kinds: Mapping[str, bool]) -> None:
    if not people:
        raise DataError(f"{path}: no column '{NUMBER}.<annotator>'; is it a wide table? Name the format with --from")
    own = [name for name, once in kinds.items() if not once and name != WHO]
    wanted = [name for name, once in kinds.items() if once] + [f"{name}.{who}" for who in people for name in own]
    if missing := [name for name in wanted if name not in columns]:
        raise DataError(f"{path}: no column '{missing[0]}', which every annotator has; put it back, or rename theirs")


def _units(table: LabelTable) -> list[Unit]:
    """The rows by span, in order of first appearance; whoever coded a span twice makes it two lines."""
    units: dict[tuple[str, ...], list[Unit]] = {}
    for number, row in enumerate(table.rows, start=1):
        of_span = units.setdefault(tuple(row[name] for name in SPAN), [{}])
        free = next((unit for unit in of_span if row[WHO] not in unit), None)
        if free is None:
            of_span.append(free := {})
        free[row[WHO]] = (number, row)
    return [unit for of_span in units.values() for unit in of_span]


def _same(unit: Unit, name: str) -> bool:
    return len({row[name] for _, row in unit.values()}) == 1 and name != "label"


def _columns(columns: Sequence[str], shared: set[str], people: Sequence[str]) -> list[str]:
    """The wide table's columns: where the annotator stood, the rows' numbers."""
    wide = []
    for name in columns:
        stem = NUMBER if name == WHO else name
        wide += [name] if name in shared else [f"{stem}.{who}" for who in people]
    return wide


def _split(columns: Sequence[str]) -> tuple[list[str], dict[str, bool]]:
    """The annotators of a wide table, and {column of the label table: whether it stands once}, in order."""
    people = [name.removeprefix(f"{NUMBER}.") for name in columns if name.startswith(f"{NUMBER}.")]
    kinds: dict[str, bool] = {}
    for name in columns:
        stem = next((name.removesuffix(f".{who}") for who in people if name.endswith(f".{who}")), None)
        kinds.setdefault(WHO if stem == NUMBER else name if stem is None else stem, stem is None)
    return people, kinds


def _line(columns: Sequence[str], unit: Unit, shared: set[str], names: Sequence[str]) -> Row:
    line = dict.fromkeys(columns, "")
    for who, (number, row) in unit.items():
        line[f"{NUMBER}.{who}"] = str(number)
        line |= {name if name in shared else f"{name}.{who}": row[name] for name in names if name != WHO}
    return line


def _row(cells: Mapping[str, str], who: str, kinds: Mapping[str, bool]) -> Row:
    return {name: who if name == WHO else cells[name if once else f"{name}.{who}"] for name, once in kinds.items()}
