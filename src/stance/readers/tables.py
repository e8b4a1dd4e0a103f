"""Tables (CSV, TSV, Parquet): a row is a document."""

from __future__ import annotations

import csv
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice, zip_longest
from typing import Any, BinaryIO, Final

from stance.dates import iso_date
from stance.errors import DataError
from stance.readers.decode import encoding_of, lines_of
from stance.readers.extras import load
from stance.readers.items import DEFAULTS, Item, ReadOptions
from stance.readers.limits import TEXT_CHARACTERS, UNPACKED_BYTES
from stance.readers.rows import CutTexts, check_columns, columns_of, document_or_fault, header_of, is_day_first_in

_DELIMITERS: Final = (",", ";", "\t", "|")
"""What parts the columns: Excel writes semicolons where the comma is the decimal sign."""

_SEPARATOR: Final = re.compile(r"sep=(.)\s*")
"""The line above the header by which Excel is told what parts the columns."""

_BATCH_ROWS: Final = 64
"""Rows of a Parquet file that are in memory at a time."""

_DATED_ROWS: Final = 200
"""Rows by whose dates it is told whether the day or the month comes first."""

_DAY_AND_MONTH: Final = re.compile(r"\d{1,2}([./-])\s?\d{1,2}\1\s?\d{2}")

log = logging.getLogger(__name__)

Row = tuple[str, dict[str, Any] | DataError]
"""Where a row stands, for messages, and its cells by column, or its fault."""


def read_csv(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Item]:
    """The documents of the rows, in order, one in memory at a time; a row that is none as its fault.

    Every cell is text. The delimiter is the comma, semicolon, tab or bar by which the header has a column for the text.
    """
    # Process-wide, but the default of 131,072 characters a cell is below many texts, and no one relies on it.
    csv.field_size_limit(TEXT_CHARACTERS)
    encoding = encoding_of(file, where)
    lines = lines_of(file, encoding, newline="")
    row = 1
    try:
        columns, delimiter, row = _header(lines, options)
        check_columns(columns, where, options)
        yield from documents_of_rows(_rows(lines, delimiter, columns, where, row + 1), columns, options)
    except UnicodeDecodeError:
        raise DataError(f"{where}: not {encoding} after row {row}; save it as UTF-8 and try again") from None
    except csv.Error as error:
        raise DataError(f"{where}: no CSV after row {row} ({error}); check its quotation marks") from None


def _header(lines: Iterator[str], options: ReadOptions) -> tuple[list[str], str, int]:
    """(the names of the columns, what parts them, the number of their line), the line that tells Excel that aside."""
    first = next(lines, "")
    told = _SEPARATOR.fullmatch(first)
    delimiters: list[str] = []

    def rows() -> Iterator[list[str]]:
        for line in lines if told else chain([first], lines):
            delimiters.append(told[1] if told else _delimiter(line, options))
            yield next(csv.reader([line], delimiter=delimiters[-1]), [])

    columns, number = header_of(rows(), options)
    return columns, delimiters[number - 1] if delimiters else _DELIMITERS[0], number + bool(told)


def _delimiter(header: str, options: ReadOptions) -> str:
    """The delimiter by which the header has a column for the text, else the one that gives it most columns."""
    headers = {mark: next(csv.reader([header], delimiter=mark), []) for mark in _DELIMITERS}
    with_text = (mark for mark, columns in headers.items() if "text" in columns_of(columns, options))
    return next(with_text, max(headers, key=lambda mark: len(headers[mark])))


def _rows(lines: Iterator[str], delimiter: str, columns: Sequence[str], where: str, first: int) -> Iterator[Row]:
    """Each row that has any cells, `first` by its number; a fault for one whose quotation mark is never closed.

    The reader of CSV gives such a row, which has swallowed all rows below, like any other; but it has then come to the
    end of the lines, which it otherwise finds only after the last row.
    """
    at_end = False

    def noted() -> Iterator[str]:
        nonlocal at_end
        yield from lines
        at_end = True

    for row, cells in enumerate(csv.reader(noted(), delimiter=delimiter), start=first):
        place = f"{where}, row {row}"
        if at_end:
            what = "a quotation mark that is never closed; all below it is one cell; close it"
            yield place, DataError(f"{place}: {what}")
        elif any(cells[len(columns) :]):
            what = f"{len(cells)} cells for {len(columns)} columns; check its quotation marks"
            yield place, DataError(f"{place}: {what}")
        elif cells:
            yield place, cells_by_column(columns, cells)


def cells_by_column(columns: Sequence[str], cells: Iterable[object]) -> dict[str, Any]:
    """The cells of the columns that have a name; those that a short row lacks are empty."""
    return {name: cell for name, cell in zip_longest(columns, cells, fillvalue="") if name}


def documents_of_rows(rows: Iterator[Row], columns: Sequence[str], options: ReadOptions) -> Iterator[Item]:
    """The document of each row; the first rows are looked at to tell 3/4/2024 from 4/3/2024."""
    first = list(islice(rows, _DATED_ROWS))
    dated = columns_of(columns, options).get("date")
    day_first = _is_day_first(first, dated) if dated else None
    cut = CutTexts()
    for where, row in chain(first, rows):
        if isinstance(row, dict):
            cut.look(row, where)
        yield document_or_fault(row, where, options, day_first=day_first)


def _is_day_first(rows: Sequence[Row], column: str) -> bool | None:
    """Whether the dates of the rows have the day first, by themselves or by their column's name; untold, it is said."""
    dates = [(place, str(row.get(column, ""))) for place, row in rows if isinstance(row, dict)]
    day_first = is_day_first_in(column, (date for _, date in dates))
    ambiguous = (
        (place, date)
        for place, date in dates
        if _DAY_AND_MONTH.match(date.strip()) and len(iso_date(date) or "") == len("2024")
    )
    for where, date in islice(ambiguous, 1) if day_first is None else ():
        log.warning("%s: '%s' may have the day or the month first: of such dates only the year is kept", where, date)
    return day_first


def read_parquet(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Item]:
    """The documents of the rows, in order, few in memory at a time; a row that is none as its fault."""
    columns, records = parquet_records(file, where)
    check_columns(columns, where, options)
    rows = (
        (f"{where}, row {row}", {name: cell_value(cell) for name, cell in record.items()})
        for row, record in enumerate(records, start=1)
    )
    yield from documents_of_rows(rows, columns, options)


def parquet_records(file: BinaryIO, where: str) -> tuple[list[str], Iterator[dict[str, Any]]]:
    """(the columns, the rows in order), few rows in memory at a time.

    Raises:
        UsageError: pyarrow is not installed.
        DataError: damaged, or packed beyond measure; of a later row while the rows are read.
    """
    load(".parquet")
    from pyarrow import parquet

    def records() -> Iterator[dict[str, Any]]:
        with _undamaged(where):
            for batch in table.iter_batches(batch_size=_BATCH_ROWS):
                yield from batch.to_pylist()

    with _undamaged(where):
        table = parquet.ParquetFile(file)
        columns = list(table.schema_arrow.names)
    _check_groups(table.metadata, where)
    return columns, records()


@contextmanager
def _undamaged(where: str) -> Iterator[None]:
    """Makes what pyarrow finds wrong with a file a fault of one line."""
    from pyarrow import ArrowException

    try:
        yield
    except (ArrowException, OSError, ValueError) as error:
        problem = str(error).partition("\n")[0]
        raise DataError(f"{where}: a damaged Parquet file ({problem}); write it anew") from None


def _check_groups(metadata: Any, where: str) -> None:  # noqa: ANN401  (pyarrow has no types)
    """Refuse row groups that unfold to more than fits in memory."""
    if any(metadata.row_group(i).total_byte_size > UNPACKED_BYTES for i in range(metadata.num_row_groups)):
        most = UNPACKED_BYTES // 1_000_000
        raise DataError(f"{where}: a row group of more than {most} MB; write smaller ones, or JSONL")


def cell_value(value: object) -> object:
    """Dates as ISO text without the time; all else as it is."""
    isoformat = getattr(value, "isoformat", None)
    return isoformat()[:10] if callable(isoformat) else value


READS_ROWS = {".csv": read_csv, ".tsv": read_csv, ".tab": read_csv, ".parquet": read_parquet}
