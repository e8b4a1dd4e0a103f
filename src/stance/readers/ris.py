"""RIS, in which databases and reference managers hand on references; a record that brings a text is an article.

A line is a tag, two spaces, a hyphen and a value; a line without a tag goes on the value above it. TY begins a record,
ER ends it. Its text is the abstract or full text, without these the notes of whoever kept the reference.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, Final

from stance.errors import DataError
from stance.readers.blocks import blocks_of_lines
from stance.readers.decode import decode
from stance.readers.exports.article import around_articles, body_piece, document_of
from stance.readers.exports.roles import Coverage, Piece, Role
from stance.readers.limits import read_whole
from stance.readers.rows import text_of_cell
from stance.records import Document
from stance.terminal import counted

Record = Mapping[str, Sequence[str]]
"""The values of each tag, in order."""

_TAGS: Final = {
    Role.TITLE: ("TI", "T1", "CT"),
    Role.BYLINE: ("AU", "A1"),
    Role.OUTLET: ("T2", "JO", "JF", "JA", "PB"),
    Role.URL: ("UR",),
    Role.ID: ("AN",),
    Role.SUBJECTS: ("KW",),
}
"""What the tags say, those before others first: a record says it once."""

_TEXTS: Final = ("AB", "N2")
_NOTES: Final = "N1"
_DATES: Final = ("DA", "Y1", "PY")

_LINE: Final = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*))?")
_OF_A_DATABASE: Final = re.compile(r"[A-Z][\w ()]{0,40}(?: - |: )")
"""How a note begins that a database wrote: "Last updated - 2024-05-12", "Accession Number: 12"."""

_COVER: Final = 80
_MOST_NAMED: Final = 5


def read(file: BinaryIO, where: str) -> Iterator[Document | DataError | Coverage]:
    """The articles of the records in order, each text with its title above it.

    Records without a text come as one fault behind them, which counts them and names the first.
    """
    lines = re.split(r"\r\n?|\n", decode(read_whole(file, where), where))
    characters: Counter[Role] = Counter()
    textless: list[str] = []
    number = 0
    for record in _records(lines, characters):
        number += 1
        pieces = list(_pieces(record))
        characters.update(_counted(pieces))
        document = document_of(pieces)
        if document and any(piece.role is Role.BODY for piece in pieces):
            yield document
        else:
            textless.append(f"“{document.title}”" if document and document.title else f"record {number}")
    if not number:
        raise DataError(f"{where}: no record in it that begins with 'TY  - '; export the references as RIS again")
    if textless:
        yield DataError(f"{where}: {_without_text(textless, number)}")
    yield Coverage("RIS", dict(characters), documents=number - len(textless))


def _without_text(names: Sequence[str], number: int) -> str:
    more = f" and {len(names) - _MOST_NAMED:,} more" if len(names) > _MOST_NAMED else ""
    named = f"{', '.join(names[:_MOST_NAMED])}{more}"
    return f"{len(names):,} of {counted(number, 'record')} without a text (AB, N2 or N1): {named}; export them in full"


def _records(lines: Sequence[str], characters: Counter[Role]) -> Iterator[Record]:
    """The records in order; characters of lines outside of them are counted."""
    record: dict[str, list[list[str]]] = {}
    outside: list[str] = []
    values: list[str] = outside
    for line in lines:
        if not (tagged := _LINE.fullmatch(line.lstrip("\ufeff").rstrip())):
            values.append(line)
            continue
        tag, value = tagged[1], tagged[2] or ""
        if tag in {"TY", "ER"} and record:
            yield _whole(record)
            record = {}
        if tag == "ER":
            values = outside
        elif record or tag == "TY":
            values = [value]
            record.setdefault(tag, []).append(values)
        else:
            outside.append(line)
    if record:
        yield _whole(record)
    characters.update(_counted(around_articles(list(blocks_of_lines(outside)), _COVER)))


def _whole(record: Mapping[str, Sequence[Sequence[str]]]) -> Record:
    return {tag: ["\n".join(lines).strip() for lines in values] for tag, values in record.items()}


def _pieces(record: Record) -> Iterator[Piece]:
    """What each value of a record is to its article."""
    roles = {next((tag for tag in tags if tag in record), ""): role for role, tags in _TAGS.items()}
    bodies = _body_tags(record)
    for tag, values in record.items():
        for value in values if tag not in _DATES else ():
            if tag in bodies and not (tag == _NOTES and _OF_A_DATABASE.match(value)):
                lines = text_of_cell(value).split("\n")
                yield from (body_piece(block.text, block.kind) for block in blocks_of_lines(lines))
            else:
                yield Piece(roles.get(tag, Role.LABEL), value)
    yield from (Piece(Role.DATE, date) for date in _dates(record))


def _body_tags(record: Record) -> Sequence[str]:
    """What holds the text: of an abstract that stands there twice, as AB and as N2, the longer one; else the notes."""
    abstract, text = ("\n".join(record.get(tag, ())) for tag in _TEXTS)
    if not abstract and not text:
        return (_NOTES,)
    if abstract in text:
        return _TEXTS[1:]
    return _TEXTS[:1] if text in abstract else _TEXTS


def _dates(record: Record) -> Iterator[str]:
    """What the record says of its date; DA may be a day alone ("May 5"), whose year PY has."""
    dates = [_iso_of_parts(value) for tag in _DATES for value in record.get(tag, ())]
    yield from dates[:-1]
    if len(dates) > 1:
        yield f"{dates[0]} {dates[-1]}"
    yield from dates[-1:]


def _iso_of_parts(value: str) -> str:
    """A year, or year and month, without what else the parts of a date say: "2014-05" of "2014/05//Spring issue".

    Whole dates are dates anywhere and stay as they are, as does what has no such parts.
    """
    year, month, day, *_ = [*value.split("/"), "", "", ""]
    if not (year.isdecimal() and len(year) == len("2014")) or day.strip():
        return value
    return f"{year}-{month:0>2}" if month.isdecimal() else year


def _counted(pieces: Sequence[Piece]) -> Counter[Role]:
    counts: Counter[Role] = Counter()
    for piece in pieces:
        counts[piece.role] += len(piece.text)
    return counts


READS = {".ris": read}
