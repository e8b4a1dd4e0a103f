"""CSV and Parquet: a row is a document, with columns as `jsonl` has keys."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Final

from stance.errors import DataError
from stance.readers.decode import LENIENT, UTF8, encoding_of
from stance.readers.extras import load
from stance.readers.json import OPTIONAL, document_from_row
from stance.readers.limits import TEXT_CHARACTERS, UNPACKED_BYTES
from stance.readers.options import DEFAULTS, ReadOptions
from stance.records import Document

_DELIMITERS: Final = (",", ";", "\t")
"""What parts the columns: Excel writes semicolons where the comma is the decimal sign."""

_BATCH_ROWS: Final = 64
"""Rows of a Parquet file that are in memory at a time."""


def read_csv(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Document | DataError]:
    """The documents of the rows, in order, one in memory at a time; a row that is none as its fault.

    Every cell is text. The delimiter is the comma, semicolon or tab that makes a column of the one asked for.

    Raises:
        DataError: the columns for id and text are not there, or the bytes are not in one encoding.
    """
    # Process-wide, but the default of 131,072 characters a cell is below many texts, and no one relies on it.
    csv.field_size_limit(TEXT_CHARACTERS)
    encoding = encoding_of(file, where)
    lines = io.TextIOWrapper(file, encoding, LENIENT if encoding == UTF8 else "strict", newline="")
    row = 1
    try:
        header = lines.readline()
        reader = csv.reader(lines, delimiter=_delimiter(header, options))
        columns = next(csv.reader([header], delimiter=_delimiter(header, options)), [])
        _check_columns(columns, where, options)
        for row, cells in enumerate(reader, start=2):
            if cells:
                yield _from_cells(columns, cells, f"{where}, row {row}", options)
    except UnicodeDecodeError:
        raise DataError(f"{where}: not {encoding} after row {row}; save it as UTF-8 and try again") from None
    except csv.Error as error:
        raise DataError(f"{where}: no CSV after row {row} ({error}); check its quotation marks") from None


def _delimiter(header: str, options: ReadOptions) -> str:
    """The first delimiter by which the text column is a cell of the header."""
    found = (mark for mark in _DELIMITERS if options.text_column in next(csv.reader([header], delimiter=mark), []))
    return next(found, ",")


def _check_columns(columns: Sequence[str], where: str, options: ReadOptions) -> None:
    """Nothing where both columns are there.

    Raises:
        DataError: one is not; the message has the columns there are, and the option to name another.
    """
    wanted = (("text", options.text_column), ("id", options.id_column))
    for what, name in wanted:
        if name not in columns:
            there = ", ".join(columns[:20]) or "none"
            raise DataError(f"{where}: no column '{name}' (there are: {there}); name it with --{what}-column")


def _from_cells(columns: Sequence[str], cells: Sequence[str], where: str, options: ReadOptions) -> Document | DataError:
    if len(cells) > len(columns):
        return DataError(f"{where}: {len(cells)} cells for {len(columns)} columns; check its quotation marks")
    return _from_row(dict(zip(columns, cells, strict=False)), where, options)


def _from_row(row: dict[str, Any], where: str, options: ReadOptions) -> Document | DataError:
    try:
        return document_from_row(row, where, options)
    except DataError as fault:
        return fault


def read_parquet(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Document | DataError]:
    """The documents of the rows, in order, few in memory at a time; a row that is none as its fault.

    Raises:
        UsageError: pyarrow is not installed.
        DataError: damaged, without the columns for id and text, or packed beyond measure.
    """
    load(".parquet")
    from pyarrow import ArrowException, parquet

    try:
        table = parquet.ParquetFile(file)
        columns = list(table.schema_arrow.names)
        _check_columns(columns, where, options)
        _check_groups(table.metadata, where)
        wanted = [name for name in columns if name in {options.text_column, options.id_column, *OPTIONAL}]
        row = 0
        for batch in table.iter_batches(batch_size=_BATCH_ROWS, columns=wanted):
            for record in range(batch.num_rows):
                row += 1
                cells = {name: _cell(batch.column(name)[record].as_py()) for name in wanted}
                yield _from_row(cells, f"{where}, row {row}", options)
    except (ArrowException, OSError, ValueError) as error:
        problem = str(error).partition("\n")[0]
        raise DataError(f"{where}: a damaged Parquet file ({problem}); write it anew") from None


def _check_groups(metadata: Any, where: str) -> None:  # noqa: ANN401  (pyarrow has no types)
    """Refuse row groups that unfold to more than fits in memory.

    Raises:
        DataError: with the remedy.
    """
    for number in range(metadata.num_row_groups):
        if metadata.row_group(number).total_byte_size > UNPACKED_BYTES:
            raise DataError(
                f"{where}: a row group of more than {UNPACKED_BYTES // 1_000_000} MB; write smaller ones, or JSONL"
            )


def _cell(value: object) -> object:
    """Dates as ISO text without the time; all else as it is."""
    isoformat = getattr(value, "isoformat", None)
    return isoformat()[:10] if callable(isoformat) else value


READS_ROWS = {".csv": read_csv, ".parquet": read_parquet}
