"""Within bounds: files that have to be in memory whole, and the texts that any reader gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import BinaryIO

from stance.errors import DataError
from stance.readers.options import FILE_BYTES, TEXT_CHARACTERS
from stance.records import Document


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


def checked(documents: Iterator[Document | DataError], where: str) -> Iterator[Document | DataError]:
    """The documents as they are, but that a text without end is a fault, and that each has whole characters alone."""
    for found in documents:
        if isinstance(found, Document) and len(found.text) > TEXT_CHARACTERS:
            most = TEXT_CHARACTERS // 1_000_000
            yield DataError(f"{found.id or where}: a text of more than {most} million characters; split it")
        else:
            yield found if isinstance(found, DataError) else _writable(found)


def _writable(document: Document) -> Document:
    values = {field.name: getattr(document, field.name) for field in fields(document)}
    mended = {name: whole_characters(value) for name, value in values.items() if value}
    return document if mended.items() <= values.items() else replace(document, **mended)


def whole_characters(words: str) -> str:
    """The words as they are, if they can be written again; half of a character that takes two in UTF-16 cannot be.

    Two halves that belong together become that character, one alone U+FFFD, so that no offset behind it moves.
    """
    try:
        words.encode()
    except UnicodeEncodeError:
        return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return words
