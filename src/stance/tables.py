"""Rows → JSON lines, CSV, Parquet or Excel, streamed, and put in place only when whole."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from enum import StrEnum
from functools import partial
from importlib.util import find_spec
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, TextIO

from stance.errors import UsageError
from stance.excel import check_excel, excel_rows
from stance.files import atomic_file, standard_output

Row = Mapping[str, Any]
Write = Callable[[Iterable[Row]], None]

SET_SEPARATOR: Final = "|"
FORMULA_MARKS: Final = frozenset("=+-@")
"""What begins a formula in a spreadsheet: a cell of someone's text must not run there."""

NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
INTEGERS: Final = frozenset({"start", "end", "attribution", "row"})
NUMBERS: Final = frozenset({"novelty", "confidence", "speaker_confidence"})


class Format(StrEnum):
    """How an output is written: rows (`table` is for eyes, the others for programs), or a page."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    CSV_SAFE = "csv-safe"
    PARQUET = "parquet"
    XLSX = "xlsx"
    HTML = "html"
    MD = "md"


RowFormat = Literal[Format.TABLE, Format.JSONL, Format.CSV, Format.CSV_SAFE, Format.PARQUET, Format.XLSX]
"""How rows are written."""

ReportFormat = Literal[Format.HTML, Format.MD, Format.CSV, Format.JSONL, Format.XLSX]
"""How a report is written: a page with the texts and their claims, or its figures as rows."""

PAGES: Final = frozenset({Format.HTML, Format.MD})
BINARY: Final = frozenset({Format.PARQUET, Format.XLSX})


def write_rows(
    batches: Iterable[Iterable[Row]],
    columns: Sequence[str],
    kind: Format,
    output: Path | None,
    as_text: Collection[str] = (),
) -> None:
    """Write rows, a batch at a time, to the output (None: standard output) in one of the formats for programs.

    The columns `as_text` hold text, whatever their names say (Parquet gives each column one type).
    A file is replaced by a whole table or not at all; after an error the rows so far stay in a part (`atomic_file`).

    Raises:
        UsageError: Parquet or Excel without its extra, or to a terminal.
        DataError: the output cannot be written.
    """
    openers: dict[Format, Callable[[BinaryIO, Sequence[str]], AbstractContextManager[Write]]] = {
        Format.JSONL: _jsonl,
        Format.CSV: _csv,
        Format.CSV_SAFE: partial(_csv, spreadsheet_safe=True),
        Format.PARQUET: partial(_parquet, as_text=as_text),
        Format.XLSX: partial(excel_rows, joined=SET_SEPARATOR.join),
    }
    if kind in BINARY:
        _check_binary(kind, output)
    place = standard_output() if output is None else atomic_file(output)
    with place as file, openers[kind](file, columns) as write:
        for batch in batches:
            write(batch)


def rows_as_bytes(kind: Format, rows: Iterable[Row], columns: Sequence[str]) -> bytes:
    """The rows as a file in JSON lines or CSV, in memory; CSV is safe for spreadsheets, which open it at a click."""
    file = BytesIO()
    with _jsonl(file, columns) if kind is Format.JSONL else _csv(file, columns, spreadsheet_safe=True) as write:
        write(rows)
    return file.getvalue()


def _check_binary(kind: Format, output: Path | None) -> None:
    if kind is Format.XLSX:
        check_excel()
    elif find_spec("pyarrow") is None:
        raise UsageError("Parquet needs pyarrow: pip install 'stance[parquet]'")
    if output is None and sys.stdout.isatty():
        raise UsageError(
            f"{'Excel' if kind is Format.XLSX else 'Parquet'} is binary and this is a terminal; name a file with -o"
        )


@contextmanager
def _text_on(file: BinaryIO) -> Iterator[TextIO]:
    """The binary file as UTF-8 text, newlines as written, flushed but left open at the end.

    Half a character, as a file name in another encoding becomes, is written as a question mark.
    """
    text = TextIOWrapper(file, encoding="utf-8", newline="", errors="replace")
    try:
        yield text
    finally:
        text.detach()  # flushes, and does not close the file


@contextmanager
def _jsonl(file: BinaryIO, columns: Sequence[str]) -> Iterator[Write]:
    with _text_on(file) as text:

        def write(rows: Iterable[Row]) -> None:
            for row in rows:
                text.write(json.dumps({name: row[name] for name in columns}, ensure_ascii=False) + "\n")

        yield write


@contextmanager
def _csv(file: BinaryIO, columns: Sequence[str], *, spreadsheet_safe: bool = False) -> Iterator[Write]:
    with _text_on(file) as text:
        yield csv_appender(text, columns, spreadsheet_safe=spreadsheet_safe)


def csv_text(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """The rows as CSV under a header, lines ended by a line feed; what a row lacks is empty."""
    text = StringIO()
    csv_appender(text, columns)(rows)
    return text.getvalue()


def csv_appender(text: TextIO, columns: Sequence[str], *, spreadsheet_safe: bool = False) -> Write:
    """A function that appends rows as CSV to the text, whose header it has written."""
    plain = csv.writer(text, lineterminator="\n")
    # Python leaves a lone carriage return unquoted; readers would end the row there.
    quoted = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    safe = spreadsheet_cell if spreadsheet_safe else str

    def write(rows: Iterable[Row]) -> None:
        for row in rows:
            cells = [safe(csv_cell(row.get(name))) for name in columns]
            (quoted if any("\r" in cell for cell in cells) else plain).writerow(cells)

    names = [safe(name) for name in columns]
    quoted.writerow(names) if any("\r" in name for name in names) else plain.writerow(names)
    return write


def csv_cell(value: object) -> str:
    """A value as a CSV cell: nothing for None, `true`/`false`, a set joined by `|`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return SET_SEPARATOR.join(value) if isinstance(value, list) else str(value)


def spreadsheet_cell(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would run as a formula; numbers stay as they are."""
    begins_formula = cell.lstrip(" \t\r\n")[:1] in FORMULA_MARKS and not NUMBER.fullmatch(cell)
    return f"'{cell}" if cell.strip() and begins_formula else cell


@contextmanager
def _parquet(file: BinaryIO, columns: Sequence[str], as_text: Collection[str]) -> Iterator[Write]:
    """One row group a call of `write`, so that memory stays that of a call's rows.

    A column has the type that its name says, else that of its values in the first call.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    writer: pq.ParquetWriter | None = None

    def opened(rows: Sequence[Row]) -> pq.ParquetWriter:
        types = {name: pa.string() if name in as_text else _parquet_type(name, rows) for name in columns}
        return closing.enter_context(pq.ParquetWriter(file, pa.schema(list(types.items()))))

    def write(rows: Iterable[Row]) -> None:
        nonlocal writer
        rows = list(rows)
        if not rows:
            return
        writer = writer or opened(rows)
        texts = {field.name for field in writer.schema if field.type == pa.string()}
        plain = [{name: _text_cell(row[name]) if name in texts else row[name] for name in columns} for row in rows]
        writer.write_table(pa.Table.from_pylist(plain, schema=writer.schema))

    with ExitStack() as closing:  # after an error too, so that the rows so far can be read
        yield write
        if writer is None:
            opened([])


def _text_cell(value: object) -> str | None:
    """The value as text, half characters replaced; None stays None."""
    return None if value is None else csv_cell(value).encode(errors="replace").decode()


def _parquet_type(name: str, rows: Sequence[Row]) -> Any:  # noqa: ANN401  (pyarrow has no types)
    """The column's type by its name, so that a column of nulls has the type it has elsewhere; else by its values."""
    import pyarrow as pa

    if name in INTEGERS or name.endswith(("_start", "_end")):
        return pa.int64()
    if name in NUMBERS or name.startswith("p_"):
        return pa.float64()
    if name == "certain":
        return pa.bool_()
    if name == "prediction_set":
        return pa.list_(pa.string())
    kinds = {type(row.get(name)) for row in rows} - {type(None)}
    if kinds in ({float}, {int, float}):
        return pa.float64()
    return pa.bool_() if kinds == {bool} else pa.int64() if kinds == {int} else pa.string()
