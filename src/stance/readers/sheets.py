"""Excel tables, old and new: a row of a sheet is a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO, StringIO
from typing import Any, BinaryIO, Final

from stance.errors import DataError
from stance.readers.extras import load
from stance.readers.items import DEFAULTS, Item, ReadOptions
from stance.readers.limits import check_package, read_whole
from stance.readers.rows import check_columns, check_doubled, columns_of
from stance.readers.tables import cell_value, documents_of_rows, read_csv

_SHEET_BYTES: Final = 1_000_000_000
"""Bytes an Excel file may unfold to: its rows are read one at a time."""

_OLD_EXCEL: Final = (b"\xd0\xcf\x11\xe0", b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
"""How an old Excel file begins: as a package of old Office, or in the oldest versions with its first record."""

_Sheet = tuple[str, Iterator[tuple[object, ...]]]
"""A sheet's name and its rows."""


def read_xlsx(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Item]:
    """The documents of the rows of every sheet that has a column for the text, in order; as `read_csv`.

    Raises:
        UsageError: openpyxl is not installed.
        DataError: damaged, under a password, packed beyond measure, or no column for the text in any sheet.
    """
    openpyxl = load(".xlsx")
    check_package(file, where, "an Excel file", most=_SHEET_BYTES)

    def sheets() -> Iterator[_Sheet]:
        for sheet in openpyxl.load_workbook(file, read_only=True, data_only=True).worksheets:
            yield sheet.title, sheet.iter_rows(values_only=True)

    yield from _documents_of_sheets(sheets, where, options)


def read_xls(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Item]:
    """As `read_xlsx`, of an old Excel file; a file that only bears the name of one is read as text.

    Raises:
        UsageError: xlrd is not installed.
        DataError: as `read_xlsx`.
    """
    xlrd = load(".xls")
    data = read_whole(file, where)
    if not data.startswith(_OLD_EXCEL):
        yield from read_csv(BytesIO(data), where, options)
        return

    def rows_of(sheet: Any, dates: int) -> Iterator[tuple[object, ...]]:  # noqa: ANN401  (xlrd has no types)
        for row in range(sheet.nrows):
            cells = zip(sheet.row_values(row), sheet.row_types(row), strict=True)
            is_date = xlrd.XL_CELL_DATE
            yield tuple(xlrd.xldate_as_datetime(v, dates) if kind == is_date else v for v, kind in cells)

    def sheets() -> Iterator[_Sheet]:
        book = xlrd.open_workbook(file_contents=data, logfile=StringIO())
        for sheet in book.sheets():
            yield sheet.name, rows_of(sheet, book.datemode)

    yield from _documents_of_sheets(sheets, where, options)


def _documents_of_sheets(
    open_sheets: Callable[[], Iterator[_Sheet]], where: str, options: ReadOptions
) -> Iterator[Item]:
    """The documents of the rows of every sheet that has a column for the text."""
    try:
        sheets = list(open_sheets())
        headers = [[str(cell or "").strip() for cell in next(rows, ())] for _, rows in sheets]
        readable = [number for number, header in enumerate(headers) if "text" in columns_of(header, options)]
        if not readable:
            check_columns(headers[0] if headers else [], where, options)
        for number in readable:
            title, rows = sheets[number]
            place = f"{where}, sheet {title}" if len(readable) > 1 else where
            check_doubled(headers[number], place)
            numbered = enumerate(rows, start=2)
            cells = (
                (f"{place}, row {row}", _sheet_row(headers[number], cells)) for row, cells in numbered if any(cells)
            )
            yield from documents_of_rows(cells, headers[number], options)
    except (DataError, GeneratorExit):
        raise
    except Exception as error:  # the libraries raise whatever a broken file trips them over
        if "encrypted" in str(error):
            raise DataError(f"{where}: under a password; save it without one") from None
        raise DataError(f"{where}: a damaged Excel file ({type(error).__name__}); save it anew, or as CSV") from None


def _sheet_row(columns: Sequence[str], cells: Sequence[object]) -> dict[str, Any]:
    return {name: _sheet_cell(cell) for name, cell in zip(columns, cells, strict=False) if name}


def _sheet_cell(value: object) -> object:
    """Dates as ISO text, whole numbers without the point that Excel has them with."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return cell_value(value)


READS_ROWS = {".xlsx": read_xlsx, ".xls": read_xls}
