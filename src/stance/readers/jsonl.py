"""JSON lines: a row is a document, with `id`, `text` and, where known, title, authors, outlet, date and url."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from stance.errors import DataError
from stance.readers.decode import decode
from stance.records import Document

OPTIONAL = ("title", "authors", "outlet", "date", "url")


def read(file: BinaryIO, where: str) -> Iterator[Document | DataError]:
    """The documents of the rows, in order, one line in memory at a time; a row that is none as its fault."""
    for number, line in enumerate(file, start=1):
        if line.strip():
            try:
                yield _document(line, f"{where}, line {number}")
            except DataError as fault:
                yield fault


def _document(line: bytes, where: str) -> Document:
    try:
        row = json.loads(decode(line, where))
    except json.JSONDecodeError as error:
        raise DataError(f"{where}: not JSON ({error.msg}); each line must be one object with 'id' and 'text'") from None
    if not isinstance(row, dict):
        raise DataError(f"{where}: not an object; each line must be one object with 'id' and 'text'")
    return document_from_row(row, where)


def document_from_row(row: dict[str, Any], where: str) -> Document:
    """The document of a row that names its columns as `Document` does; null and empty cells are unknown.

    Raises:
        DataError: no id or no text in the row, or a text that is no string.
    """
    if row.get("id") in (None, ""):
        raise DataError(f"{where}: no 'id'; give every document a name of its own")
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise DataError(f"{where}: no text under 'text'; every row needs one")
    known = {key: str(row[key]) for key in OPTIONAL if row.get(key) not in (None, "")}
    return Document(id=str(row["id"]), text=text, **known)
