"""What readers yield, whatever the format: documents within bounds, of whole characters, each with an id."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any, Final

from stance.errors import DataError
from stance.readers.exports.roles import Coverage
from stance.readers.limits import TEXT_CHARACTERS
from stance.readers.mending import mend_double_encoding, whole_characters
from stance.records import Document


class NoDocument:
    """A page without an article: it takes a number, so that ids are the same whichever pages are extracted."""


Numbered = Document | DataError | Coverage
Item = Numbered | NoDocument
"""What a reader yields: documents, rows that are none as their faults, and what became of a file's text."""

_MOST_WAITING: Final = 1_000
_MOST_CHARACTERS: Final = 20_000_000
"""Documents of one file that wait for their numbers, and their characters."""

_LONGEST_NUMBER: Final = 6
"""Digits of the numbers in a file of more documents than wait."""

log = logging.getLogger(__name__)


def checked(items: Iterable[Item], where: str) -> Iterator[Item]:
    """The items as they are, but that a text without end is a fault, and that each has whole characters alone."""
    for item in items:
        if not isinstance(item, Document):
            yield item
        elif len(item.text) > TEXT_CHARACTERS:
            most = TEXT_CHARACTERS // 1_000_000
            yield DataError(f"{item.id or where}: a text of more than {most} million characters; split it")
        else:
            yield _mended(_writable(item), where)


def number_documents(items: Iterable[Item], name: str) -> Iterator[Numbered]:
    """The items, each document with an id: one without its own is called `name`, or `name-01` ... if there are several.

    The numbers are as long as it takes for the ids to sort; for that up to `_MOST_WAITING` documents wait for the last.
    A row that is a fault has its number too, so that numbers stay those of the rows.
    """
    waiting: list[Document | None] = []
    closing: list[Coverage] = []
    size = number = 0
    for item in items:
        if isinstance(item, Coverage):
            closing.append(item)
        elif isinstance(item, Document) and not item.id:
            waiting.append(item)
            size += len(item.text)
            if len(waiting) >= _MOST_WAITING or size >= _MOST_CHARACTERS:
                yield from _with_numbers(waiting, name, number, _LONGEST_NUMBER)
                number, size = number + len(waiting), 0
                waiting = []
        else:
            waiting += [] if isinstance(item, Document) else [None]
            if not isinstance(item, NoDocument):
                yield item
    if number == 0 and len(waiting) == 1 and waiting[0]:
        yield replace(waiting[0], id=name)
    else:
        yield from _with_numbers(waiting, name, number, _LONGEST_NUMBER if number else len(str(len(waiting))))
    yield from closing


def _with_numbers(documents: Iterable[Document | None], name: str, before: int, digits: int) -> Iterator[Document]:
    for number, document in enumerate(documents, start=before + 1):
        if document:
            yield replace(document, id=f"{name}-{number:0{digits}d}")


def _mended(document: Document, where: str) -> Document:
    """The document, its text as it was meant where it had been read in a wrong encoding before; that is told."""
    text = mend_double_encoding(document.text)
    if text == document.text:
        return document
    log.warning("%s: letters of a wrong encoding (“â€œ” for a quotation mark) are mended", document.id or where)
    mended: dict[str, Any] = {
        name: mend_double_encoding(value) for name in ("title", "authors") if (value := getattr(document, name))
    }
    return replace(document, text=text, **mended)


def _writable(document: Document) -> Document:
    values = {field.name: getattr(document, field.name) for field in fields(document)}
    mended: dict[str, Any] = {
        name: whole_characters(value) for name, value in values.items() if isinstance(value, str) and value
    }
    return document if mended.items() <= values.items() else replace(document, **mended)
