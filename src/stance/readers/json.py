"""JSON lines, a document a row with `id`, `text` and metadata; and how JSON is parsed everywhere in this package."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from stance.errors import DataError
from stance.readers.decode import decode, whole_characters
from stance.readers.options import DEFAULTS, ReadOptions
from stance.records import Document

OPTIONAL: Final = ("title", "authors", "outlet", "date", "url")

_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")
"""What JSON can spell and no encoding can write: half of a character, if the other half does not stand beside it."""


def parse_json(text: str | bytes) -> Any:  # noqa: ANN401  (it is whatever the text says)
    """The value; half of a character becomes U+FFFD, so that whatever is read can be written again.

    Raises:
        ValueError: no JSON, or brackets nested or numbers long beyond what Python reads; its words say which.
    """
    try:
        value = json.loads(text)
        if _HALF.search(text if isinstance(text, str) else text.decode("latin-1")):
            value = json.loads(whole_characters(json.dumps(value, ensure_ascii=False)))
    except json.JSONDecodeError as error:
        raise ValueError(error.msg) from None
    except (ValueError, RecursionError):  # bytes that are no text, a number of thousands of digits, brackets as deep
        raise ValueError("too deep or too long to be read") from None
    return value


def read(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Document | DataError]:
    """The documents of the rows, in order, one line in memory at a time; a row that is none as its fault."""
    for number, line in enumerate(file, start=1):
        if line.strip():
            try:
                yield _document(line, f"{where}, line {number}", options)
            except DataError as fault:
                yield fault


def _document(line: bytes, where: str, options: ReadOptions) -> Document:
    try:
        row = parse_json(decode(line, where))
    except ValueError as error:
        raise DataError(f"{where}: not JSON ({error}); each line must be one object with 'id' and 'text'") from None
    if not isinstance(row, dict):
        raise DataError(f"{where}: not an object; each line must be one object with 'id' and 'text'")
    return document_from_row(row, where, options)


def document_from_row(row: dict[str, Any], where: str, options: ReadOptions = DEFAULTS) -> Document:
    """The document of a row that names its columns as `Document` does; null and empty cells are unknown.

    `options` name the columns of id and text. Several authors in a list are joined by "; ".

    Raises:
        DataError: no id or no text in the row, or a text that is no string.
    """
    name, text = row.get(options.id_column), row.get(options.text_column)
    if not isinstance(name, str | int | float) or not str(name).strip():
        raise DataError(f"{where}: no '{options.id_column}'; give every document a name of its own")
    if not isinstance(text, str) or not text.strip():
        raise DataError(f"{where}: no text under '{options.text_column}'; every row needs one")
    known = {key: _words(row[key]) for key in OPTIONAL if row.get(key) not in (None, "")}
    return Document(id=str(name), text=text, **known)


def _words(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


READS_ROWS = {".jsonl": read}
