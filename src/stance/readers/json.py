"""JSON and JSON lines, a document an object; and how JSON is parsed everywhere in this package."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator, Sequence
from io import BytesIO
from math import isfinite
from typing import Any, BinaryIO, Final

from stance.errors import DataError
from stance.readers.decode import decode
from stance.readers.items import DEFAULTS, Item, ReadOptions, whole_characters
from stance.readers.limits import FILE_BYTES, read_whole
from stance.readers.rows import CutTexts, check_columns, columns_of, document_or_fault, has_text

_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")
"""What JSON can spell and no encoding can write: half of a character, if the other half does not stand beside it."""


def _finite(number: str) -> float:
    if not isfinite(value := float(number)):
        raise ValueError(number)
    return value


_FINITE: Final[dict[str, Any]] = {"parse_float": _finite, "parse_constant": _finite}


def parse_json(text: str | bytes, *, finite: bool = False) -> Any:  # noqa: ANN401  (it is whatever the text says)
    """The value; half of a character becomes U+FFFD, so that whatever is read can be written again.

    Raises:
        ValueError: no JSON, or brackets nested or numbers long beyond what Python reads, or, where only finite numbers
            are wanted, another; its words say which.
    """
    try:
        value = json.loads(text, **(_FINITE if finite else {}))
        if _HALF.search(text if isinstance(text, str) else text.decode("latin-1")):
            value = json.loads(whole_characters(json.dumps(value, ensure_ascii=False)))
    except json.JSONDecodeError as error:
        raise ValueError(error.msg) from None
    except (ValueError, RecursionError):  # bytes that are no text, a number of thousands of digits, brackets as deep
        raise ValueError("too deep or too long to be read") from None
    return value


def parse_object(text: str | bytes, where: str, remedy: str) -> dict[str, Any]:
    """The object that a line holds; DataError with the remedy where it is no JSON, or JSON and no object."""
    try:
        value = parse_json(text)
    except ValueError as error:
        raise DataError(f"{where}: not JSON ({error}); {remedy}") from None
    if not isinstance(value, dict):
        raise DataError(f"{where}: not an object; {remedy}")
    return value


def read(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Item]:
    """The documents of the lines, in order, one line in memory at a time; a row that is none as its fault.

    Where no row has a column for the text, that is one fault of the file.
    """
    cut = CutTexts()
    columns: Sequence[str] = ()
    textless: array[int] | None = array("Q")  # lines before the first that has such a column
    for number, row in _rows_of_lines(file, where):
        place = f"{where}, line {number}"
        if textless is not None and isinstance(row, dict):
            if not has_text(row, options):
                columns = columns or list(row)
                textless.append(number)
                continue
            yield from (document_or_fault({}, f"{where}, line {line}", options) for line in textless)
            textless = None
        if isinstance(row, dict):
            cut.look(row, place)
        yield document_or_fault(row, place, options)
    if textless:
        check_columns(columns, where, options)


def _rows_of_lines(file: BinaryIO, where: str) -> Iterator[tuple[int, dict[str, Any] | DataError]]:
    """(the number of its line, a row or what is wrong with it) of each line that is not empty."""
    number = 0
    while line := file.readline(FILE_BYTES):
        number += 1
        if len(line) == FILE_BYTES:
            raise DataError(f"{where}, line {number}: more than {FILE_BYTES // 1_000_000} MB in a line; split it")
        if line.strip():
            place = f"{where}, line {number}"
            try:
                remedy = "each line must be one object with 'id' and 'text'"
                yield number, parse_object(decode(line, place), place, remedy)
            except DataError as fault:
                yield number, fault


def read_whole_json(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Item]:
    """The documents of an array, of one object, or of the array in an object such as a news API answers with."""
    data = read_whole(file, where)
    try:
        value = parse_json(decode(data, where))
    except ValueError as error:
        if b"\n" in data.strip() and data.lstrip().startswith(b"{"):  # JSON lines under another suffix
            yield from read(BytesIO(data), where, options)
            return
        raise DataError(f"{where}: not JSON ({error}); check that it was saved whole") from None
    rows = [row for row in _rows(value) if isinstance(row, dict)]
    if not rows:
        raise DataError(f"{where}: no list of articles in this JSON; write an array of objects with 'id' and 'text'")
    if not any(has_text(row, options) for row in rows):
        check_columns(list(rows[0]), where, options)
    alone, cut = len(rows) == 1, CutTexts()
    for number, row in enumerate(rows, start=1):
        cut.look(row, where)
        yield document_or_fault(row, where if alone else f"{where}, article {number}", options)


def _rows(value: Any) -> list[Any]:  # noqa: ANN401
    """The articles: of an array its entries, of an object the longest list of objects in it, else the object."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or "text" in columns_of(value.keys()):
        return [value]
    inside = [part for part in value.values() if isinstance(part, list) and part and isinstance(part[0], dict)]
    nested = [_rows(part) for part in value.values() if isinstance(part, dict)]
    candidates = [*inside, *(rows for rows in nested if len(rows) > 1 or (rows and "text" in columns_of(rows[0])))]
    return max(candidates, key=len, default=[value])


READS_ROWS = {".jsonl": read, ".ndjson": read, ".json": read_whole_json}
