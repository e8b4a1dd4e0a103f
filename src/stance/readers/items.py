"""What readers are told, and what they yield: documents within bounds, of whole characters, each with an id."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from stance.errors import DataError, UsageError
from stance.readers.decode import WESTERN
from stance.readers.exports.roles import Coverage
from stance.readers.limits import TEXT_CHARACTERS
from stance.readers.metadata import METADATA_FIELDS as METADATA_FIELDS
from stance.records import Document

FIELDS: Final = ("id", "text", *METADATA_FIELDS)
"""What a row can say of its document."""

_MOST_WAITING: Final = 1_000
_MOST_CHARACTERS: Final = 20_000_000
"""Documents of one file that wait for their numbers, and their characters."""

_LONGEST_NUMBER: Final = 6
"""Digits of the numbers in a file of more documents than wait."""

_SIGNS: Final = re.compile("[ÂÃâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_RUN: Final = re.compile("[\x80-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2,}")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """The columns of a table by what they hold, and the format of what comes on standard input (a suffix).

    `columns` has pairs (field, column), where the column does not bear one of the usual names.
    An `uploaded` file comes from whoever may reach the service: what it unfolds to is bounded, no program is run on it.
    Without `unpack` an archive is a fault. `may_matter` is asked with all that a page may show, NUL where its markup
    parts or joins words; where it says no, the article is not taken out of the page, and the document is what the page
    shows.
    """

    columns: tuple[tuple[str, str], ...] = ()
    stdin_format: str = ".txt"
    uploaded: bool = False
    unpack: bool = True
    may_matter: Callable[[str], bool] | None = None

    def column_of(self, field: str) -> str | None:
        """The column that somebody named for the field; None where the usual names are looked for."""
        return dict(self.columns).get(field)


DEFAULTS: Final = ReadOptions()


class NoDocument:
    """A page without an article: it takes a number, so that ids are the same whichever pages are extracted."""


Numbered = Document | DataError | Coverage
Item = Numbered | NoDocument
"""What a reader yields: documents, rows that are none as their faults, and what became of a file's text."""


def parse_columns(pairs: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """`text=Body` and the like as (field, column); UsageError where there is no such field, or no column behind it."""
    parsed = []
    for pair in pairs:
        field, mark, column = pair.partition("=")
        if field not in FIELDS or not mark or not column:
            raise UsageError(f"--column {pair}: write it as FIELD=NAME; fields are {', '.join(FIELDS)}")
        parsed.append((field, column))
    return tuple(parsed)


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


def completed(items: Iterable[Item], known: Mapping[str, str | None]) -> Iterator[Item]:
    """The items, a document with what its file says of itself; an article of a database has its own."""
    told: dict[str, Any] = {name: value for name, value in known.items() if value}
    for item in items:
        is_whole_file = isinstance(item, Document) and not item.id and not item.outlet
        yield replace(item, **told) if isinstance(item, Document) and is_whole_file else item


def number_documents(items: Iterable[Item], name: str) -> Iterator[Numbered]:
    """The items in order, each document with an id: one without its own is `name`, or `name-01` ... if there are more.

    The numbers are as long as it takes for the ids to sort; for that up to `_MOST_WAITING` items wait for the last, and
    what a file says of its text comes behind them. A row that is a fault has its number too, so that numbers stay those
    of the rows. What keeps a file from being read on is its last fault: what stands before it was read.
    """
    waiting: list[Numbered | NoDocument] = []  # from the first document without an id on
    closing: list[Coverage] = []
    digits = size = number = 0
    for item in _to_the_fault(items):
        if isinstance(item, Coverage):
            closing.append(item)
        elif waiting or (isinstance(item, Document) and not item.id):
            waiting.append(item)
            size += len(item.text) if isinstance(item, Document) else 0
            if len(waiting) >= _MOST_WAITING or size >= _MOST_CHARACTERS:
                digits, size = _LONGEST_NUMBER, 0
                yield from _with_numbers(waiting, name, number, digits)
                number, waiting = number + sum(map(_takes_a_number, waiting)), []
        else:
            number += _takes_a_number(item)
            if not isinstance(item, NoDocument):
                yield item
    last = number + sum(map(_takes_a_number, waiting))
    yield from _with_numbers(waiting, name, number, digits or (len(str(last)) if last > 1 else 0))
    yield from closing


def _to_the_fault(items: Iterable[Item]) -> Iterator[Item]:
    """The items, and behind them as a fault what is raised in place of the next."""
    try:
        yield from items
    except DataError as fault:
        yield fault


def _takes_a_number(item: Item) -> bool:
    """Whether an item counts where documents without an id are numbered: not one that has its own."""
    return not (isinstance(item, Document) and item.id)


def _with_numbers(items: Iterable[Numbered | NoDocument], name: str, before: int, digits: int) -> Iterator[Numbered]:
    """The items, documents without an id with one: `name` and a number of so many digits; without digits the name."""
    number = before
    for item in items:
        number += _takes_a_number(item)
        if isinstance(item, Document) and not item.id:
            yield replace(item, id=f"{name}-{number:0{digits}d}" if digits else name)
        elif not isinstance(item, NoDocument):
            yield item


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
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    mended: dict[str, Any] = {name: whole_characters(value) for name, value in texts.items()}
    return document if mended == texts else replace(document, **mended)


def mend_double_encoding(text: str) -> str:
    """The text with what was read in the wrong encoding once before ("â€œRussia" for a quotation mark) as it was meant.

    Only runs of letters beyond ASCII that are whole UTF-8 when written as Windows would are changed; all else stays.
    """
    return text if text.isascii() or not _SIGNS.search(text) else _RUN.sub(_read_again, text)


def _read_again(match: re.Match[str]) -> str:
    data = b"".join(_written_as_windows(letter) for letter in match[0])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _written_as_windows(letter: str) -> bytes:
    try:
        return letter.encode(WESTERN)
    except UnicodeEncodeError:
        return letter.encode("latin-1", "replace")


def whole_characters(words: str) -> str:
    """The words as they are, if they can be written again; half of a character that takes two in UTF-16 cannot be.

    Two halves that belong together become that character, one alone U+FFFD, so that no offset behind it moves.
    """
    try:
        words.encode()
    except UnicodeEncodeError:
        return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return words
