"""How much is read at most: of a file that has to be in memory whole, of what it unpacks to, of one text."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import BinaryIO, Final

from stance.errors import DataError
from stance.readers.decode import mend_double_encoding, whole_characters
from stance.readers.exports.roles import Coverage
from stance.records import Document

FILE_BYTES: Final = 100_000_000
"""Bytes of a file that has to be in memory whole (a web page, a PDF, a Word file); op-eds have thousandths of that."""

UNPACKED_BYTES: Final = 200_000_000
"""Bytes a packed format (Word, Parquet row group) may unfold to; a report with pictures has a tenth of that."""

TEXT_CHARACTERS: Final = 20_000_000
"""Characters of one document; War and Peace has 3 million."""


log = logging.getLogger(__name__)

Item = Document | DataError | Coverage
"""What a reader yields: documents, rows that are none as their faults, and at its end what became of the text."""


def read_whole(file: BinaryIO, where: str) -> bytes:
    """The bytes of the file.

    Raises:
        DataError: nothing in it, or more than an op-ed can be.
    """
    data = file.read(FILE_BYTES + 1)
    if not data:
        raise DataError(f"{where}: an empty file; there is nothing to read in it")
    if len(data) > FILE_BYTES:
        raise DataError(f"{where}: more than {FILE_BYTES // 1_000_000} MB; take the text out of it first, or split it")
    return data


def checked(items: Iterator[Item], where: str) -> Iterator[Item]:
    """The documents as they are, but that a text without end is a fault, and that each has whole characters alone."""
    for item in items:
        if not isinstance(item, Document):
            yield item
        elif len(item.text) > TEXT_CHARACTERS:
            most = TEXT_CHARACTERS // 1_000_000
            yield DataError(f"{item.id or where}: a text of more than {most} million characters; split it")
        else:
            yield _mended(_writable(item), where)


def _mended(document: Document, where: str) -> Document:
    """The document, its text as it was meant where it had been read in a wrong encoding before; that is told."""
    text = mend_double_encoding(document.text)
    if text == document.text:
        return document
    log.warning("%s: letters of a wrong encoding (“â€œ” for a quotation mark) are mended", document.id or where)
    mended = {name: mend_double_encoding(value) for name in ("title", "authors") if (value := getattr(document, name))}
    return replace(document, text=text, **mended)


def _writable(document: Document) -> Document:
    values = {field.name: getattr(document, field.name) for field in fields(document)}
    mended = {name: whole_characters(value) for name, value in values.items() if value}
    return document if mended.items() <= values.items() else replace(document, **mended)
