"""Input formats: one module a format, each a function from an open binary file to the documents in it.

To add one: a module with a `read` of the type `Reader`, a line in `READERS`, a test beside its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from stance.errors import DataError
from stance.readers import docx, html, jsonl, markdown, pdf, plain, tables
from stance.readers.options import ReadOptions
from stance.records import Document

Reader = Callable[[BinaryIO, str], Iterator[Document | DataError]]
"""(open file, where it is, for messages) → its documents in order; a file that is one document leaves the id empty.

A row that is no document is yielded as its fault, so that the rows after it are still read. Raises DataError where the
file as a whole is not what its suffix promises, UsageError where the library that reads it is not installed.
"""

RowReader = Callable[[BinaryIO, str, ReadOptions], Iterator[Document | DataError]]
"""A reader of rows, told which columns hold id and text."""

ROWS: Final[dict[str, RowReader]] = {
    ".csv": tables.read_csv,
    ".jsonl": jsonl.read,
    ".parquet": tables.read_parquet,
}
"""Formats with a document a row."""

READERS: Final[dict[str, Reader]] = {
    ".txt": plain.read,
    ".md": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".pdf": pdf.read,
    ".docx": docx.read,
    ".csv": tables.read_csv,
    ".jsonl": jsonl.read,
    ".parquet": tables.read_parquet,
}
"""File suffix, in lower case, → reader."""


def reader_of(suffix: str, options: ReadOptions) -> Reader:
    """The reader of a format, told the options if it reads rows."""
    if suffix not in ROWS:
        return READERS[suffix]
    read_rows = ROWS[suffix]
    return lambda file, where: read_rows(file, where, options)
