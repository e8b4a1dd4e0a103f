"""Tables of text cells (CSV, Excel), whatever they hold: names of columns, numbered rows, all faults of one at once."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Final

from stance.errors import DataError
from stance.readers.limits import TABLE_BYTES
from stance.reading import open_regular, read_text

_DELIMITERS: Final = ",;\t"
_SEPARATOR: Final = re.compile(r"\ufeff?sep=(.)")
"""The line above the header by which Excel is told what parts the columns."""

_WORKBOOKS: Final = frozenset({".xlsx", ".xls"})
_TABLES: Final = frozenset({".csv", ".tsv", *_WORKBOOKS})
_OTHER_TABLES: Final = frozenset({".ods", ".numbers", ".parquet", ".jsonl", ".json"})

MOST_FAULTS: Final = 20
"""How many faults of a table are spelt out; the rest are counted."""


def read_rows(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """(column names, rows) of a CSV or Excel file, every cell as text, missing cells empty, blank lines left out.

    Raises:
        DataError: the file cannot be read, or has no header.
    """
    header, rows = numbered_rows(path)
    return header, [row for _, row in rows]


def numbered_rows(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """As `read_rows`, each row with its number as a spreadsheet shows it: the header is 1, and blank lines count."""
    lines = _lines(path)
    if not lines:
        raise DataError(f"{path}: an empty table; its first line must name the columns")
    _, header = lines[0]
    named = [number for number, name in enumerate(header, start=1) if name.strip()]
    header = header[: max(named, default=0)]  # spreadsheets leave columns without a name at the end
    if doubled := [name for name, count in Counter(header).items() if count > 1]:
        raise DataError(f"{path}: the column '{doubled[0]}' stands there twice; rename or remove one")
    long = [number for number, cells in lines[1:] if any(cells[len(header) :])]
    raise_faults([f"{path}, row {number}: more cells than columns; quote the commas" for number in long])
    width = len(header)
    return header, [(number, dict(zip_longest(header, cells[:width], fillvalue=""))) for number, cells in lines[1:]]


def tables_in(places: Iterable[Path]) -> list[Path]:
    """The tables that the places stand for, in their order: a folder for those in it, by name; a file for itself.

    What a spreadsheet program keeps beside a table that is open ("~$sample.xlsx") is none.
    """
    return [table for place in places for table in (_tables_of(place) if place.is_dir() else [place])]


def _tables_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in _TABLES and path.name[0] not in "~.")


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """The cells of each line that has any, with its number from 1; the first names the columns."""
    kind = path.suffix.lower()
    if kind in _OTHER_TABLES:
        raise DataError(f"{path}: tables are read as .csv, .tsv and .xlsx here; save it as one of these, and name that")
    if kind in _WORKBOOKS:
        from stance.readers.sheets import sheet_lines

        with open_regular(path) as file:
            return sheet_lines(file, path, "label")
    text = read_text(path, most=TABLE_BYTES)
    first_line = text.partition("\n")[0]
    told = _SEPARATOR.fullmatch(first_line.strip())
    delimiter = told[1] if told else max(_DELIMITERS, key=first_line.count)
    if not told and not first_line.strip():
        return []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines, begins = [], 1
    try:
        for number, cells in enumerate(reader, start=1):
            lines += [(number, cells)] if cells else []
            begins = reader.line_num + 1
    except csv.Error as error:  # also a quotation mark that is never closed: it would swallow the rows after it
        raise DataError(f"{path}, line {begins}: not CSV ({error}); export it as CSV again") from None
    return lines[1:] if told else lines


@contextmanager
def gathered_faults() -> Iterator[Callable[[str], AbstractContextManager[None]]]:
    """A way to pass over a row that is none: ValueErrors `with at(place):` are kept, and raised as one DataError."""
    faults: list[str] = []

    @contextmanager
    def at(place: str) -> Iterator[None]:
        try:
            yield
        except ValueError as fault:
            faults.append(f"{place}: {fault}")

    yield at
    raise_faults(faults)


def raise_faults(faults: Sequence[str]) -> None:
    """Raise all of a table's faults as one DataError, a line each, if there are any."""
    if faults:
        more = [f"... and {len(faults) - MOST_FAULTS} more"] if len(faults) > MOST_FAULTS else []
        raise DataError(*faults[:MOST_FAULTS], *more)
