"""Excel tables, old and new: a row of a sheet is a document; or, of tables of labels and names, the rows as text."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, BinaryIO, Final

from stance.readers.extras import broken, load
from stance.readers.items import DEFAULTS, Item, ReadOptions
from stance.readers.limits import check_package, read_whole
from stance.readers.rows import check_columns, check_doubled, columns_of, header_of
from stance.readers.tables import Row, cell_value, cells_by_column, documents_of_rows, read_csv

_SHEET_BYTES: Final = 1_000_000_000
"""Bytes an Excel file may unfold to: its rows are read one at a time."""

_OLD_EXCEL: Final = (b"\xd0\xcf\x11\xe0", b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
"""How an old Excel file begins: as a package of old Office, or in the oldest versions with its first record."""

_DAMAGED: Final = ("a damaged Excel file", "save it anew, or as CSV")

log = logging.getLogger(__name__)

_Sheet = tuple[str, Iterator[tuple[object, ...]]]
"""A sheet's name and its rows."""


def read_xlsx(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Item]:
    """The documents of the rows of every sheet that has a column for the text, in order; as `read_csv`."""
    yield from _documents_of_sheets(_new_sheets(file, where), where, options)


def read_xls(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Item]:
    """As `read_xlsx`, of an old Excel file; a file that only bears the name of one is read as text."""
    data = read_whole(file, where)
    if not data.startswith(_OLD_EXCEL):
        yield from read_csv(BytesIO(data), where, options)
        return
    yield from _documents_of_sheets(_old_sheets(data), where, options)


def sheet_lines(file: BinaryIO, path: Path, wanted: str) -> list[tuple[int, list[str]]]:
    """The cells, as text, of each row that has any, with its number in the sheet; [] where no sheet has.

    Read is the first sheet that has the column wanted, else the first that is not empty; sheets beside it that have
    rows too are named to the user.

    Raises:
        UsageError: the library that reads the file is not installed.
        DataError: damaged, under a password or packed beyond measure.
    """
    where = str(path)
    with broken(where, *_DAMAGED):
        old = path.suffix.lower() == ".xls"
        sheets = _old_sheets(read_whole(file, where)) if old else _new_sheets(file, where)
        filled = {title: lines for title, rows in sheets if (lines := _lines(rows))}
    named = (title for title, lines in filled.items() if wanted in (cell.strip().lower() for cell in lines[0][1]))
    chosen = next(named, next(iter(filled), None))
    if others := [title for title in filled if title != chosen]:
        log.warning("%s: sheet '%s' is read, and not: %s", path, chosen, ", ".join(others))
    return filled.get(chosen or "", [])


def _lines(rows: Iterator[tuple[object, ...]]) -> list[tuple[int, list[str]]]:
    lines = ((number, [_text_of_cell(cell) for cell in cells]) for number, cells in enumerate(rows, start=1))
    return [(number, cells) for number, cells in lines if any(cells)]


def _names(cells: tuple[object, ...]) -> list[str]:
    """The names that a row of a sheet would give its columns."""
    return [str(cell or "").strip() for cell in cells]


def _text_of_cell(value: object) -> str:
    """As the sheet saved as CSV has it."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).upper()
    return str(_sheet_cell(value))


def _new_sheets(file: BinaryIO, where: str) -> Iterator[_Sheet]:
    openpyxl = load(".xlsx")
    check_package(file, where, "an Excel file", most=_SHEET_BYTES)
    for sheet in openpyxl.load_workbook(file, read_only=True, data_only=True).worksheets:
        sheet.reset_dimensions()  # else a lone cell at the far end makes each of a million rows 16,384 cells wide
        yield sheet.title, sheet.iter_rows(values_only=True)


def _old_sheets(data: bytes) -> Iterator[_Sheet]:
    xlrd = load(".xls")

    def rows_of(sheet: Any, dates: int) -> Iterator[tuple[object, ...]]:  # noqa: ANN401  (xlrd has no types)
        for row in range(sheet.nrows):
            cells = zip(sheet.row_values(row), sheet.row_types(row), strict=True)
            is_date = xlrd.XL_CELL_DATE
            yield tuple(xlrd.xldate_as_datetime(v, dates) if kind == is_date else v for v, kind in cells)

    book = xlrd.open_workbook(file_contents=data, logfile=StringIO())
    for sheet in book.sheets():
        yield sheet.name, rows_of(sheet, book.datemode)


def _documents_of_sheets(opened: Iterator[_Sheet], where: str, options: ReadOptions) -> Iterator[Item]:
    """The documents of the rows of every sheet that has a column for the text."""
    with broken(where, *_DAMAGED):
        sheets = list(opened)
        found = [header_of((_names(cells) for cells in rows), options) for _, rows in sheets]
        headers = [header for header, _ in found]
        readable = [number for number, header in enumerate(headers) if "text" in columns_of(header, options)]
        if not readable:
            check_columns(headers[0] if headers else [], where, options)
        for number in readable:
            title, rows = sheets[number]
            place = f"{where}, sheet {title}" if len(readable) > 1 else where
            check_doubled(headers[number], place)
            filled = _filled_rows(rows, headers[number], place, found[number][1] + 1)
            yield from documents_of_rows(filled, headers[number], options)


def _filled_rows(rows: Iterator[tuple[object, ...]], columns: Sequence[str], where: str, first: int) -> Iterator[Row]:
    for number, cells in enumerate(rows, start=first):
        if any(cells):
            yield f"{where}, row {number}", cells_by_column(columns, map(_sheet_cell, cells))


def _sheet_cell(value: object) -> object:
    """Dates as ISO text, whole numbers without the point that Excel has them with."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return cell_value(value)


READS_ROWS = {".xlsx": read_xlsx, ".xls": read_xls}
