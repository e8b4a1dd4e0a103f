"""Rows → an Excel workbook of one sheet. Text stays text: nothing that somebody wrote becomes a formula."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any, BinaryIO, Final

from stance.errors import DataError, UsageError

MOST_ROWS: Final = 1_048_576
"""Rows of a sheet, the header's included."""

MOST_CHARACTERS: Final = 32_767
"""Characters of a cell."""

_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML can hold, nor a workbook, which is made of it."""


def xml_text(text: str) -> str:
    """The text with U+FFFD for each character that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def check_excel() -> None:
    """Nothing, where the library is installed.

    Raises:
        UsageError: it is not; the message has the command that installs it.
    """
    if find_spec("openpyxl") is None:
        raise UsageError("Excel needs openpyxl: pip install 'stance[excel]'")


@contextmanager
def excel_rows(
    file: BinaryIO, columns: Sequence[str], joined: Callable[[list[str]], str]
) -> Iterator[Callable[[Iterable[Mapping[str, Any]]], None]]:
    """A function that appends rows to the workbook, which is written to the file at the end; `joined` writes a set.

    Raises:
        DataError: more rows, or more characters in a cell, than a sheet can hold.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("stance")
    sheet.freeze_panes = "A2"
    count = 1

    def cell_of(value: object, column: str) -> object:
        if value is None or isinstance(value, bool | int | float):
            return value
        text = _cell_text(joined(value) if isinstance(value, list) else str(value), f"row {count}: {column}")
        cell = WriteOnlyCell(sheet, value=text)
        cell.data_type = "s"  # also where it begins with "=", or reads "#N/A"
        return cell

    def write(rows: Iterable[Mapping[str, Any]]) -> None:
        nonlocal count
        for row in rows:
            count += 1
            if count > MOST_ROWS:
                raise DataError(f"more than {MOST_ROWS - 1:,} rows, which is what an Excel sheet holds; write .parquet")
            sheet.append([cell_of(row[name], name) for name in columns])

    try:
        sheet.append([cell_of(name, "a column's name") for name in columns])
        yield write
    except BaseException:
        sheet.close()  # else openpyxl complains, on standard error, of a sheet that was left open
        raise
    book.save(file)


def _cell_text(text: str, where: str) -> str:
    text = xml_text(text)
    if len(text) > MOST_CHARACTERS:
        raise DataError(
            f"{where} has {len(text):,} characters, and an Excel cell holds {MOST_CHARACTERS:,}; "
            "write .csv, .jsonl or .parquet"
        )
    return text
