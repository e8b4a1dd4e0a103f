"""RIS, in which databases and reference managers hand on references; a record that brings a text is an article.

A line is a tag, two spaces, a hyphen and a value; a line without a tag goes on the value above it. TY begins a record,
ER ends it. Its text is the abstract or full text, without these the notes of whoever kept the reference. Files that
were typed or pasted have one space, small letters or blanks before the tags: their TY lines tell how they are read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, Final

from stance.dates import iso_date, leading_date
from stance.errors import DataError
from stance.readers.blocks import blocks_of_lines
from stance.readers.decode import decode
from stance.readers.exports.article import around_articles, body_piece, document_of
from stance.readers.exports.roles import COPYRIGHT, Coverage, Piece, Role, is_sentence
from stance.readers.items import Item, NoDocument
from stance.readers.limits import read_whole
from stance.readers.rows import text_of_cell
from stance.terminal import counted, listed

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

Form = tuple[str, bool, str]
"""How the lines of a file are written: what stands before the tag, whether that is in small letters, what is behind."""

_RIS: Final[Form] = ("", False, "  ")
_LINE: Final = re.compile(r"([ \t]*)([A-Z][A-Z0-9]|[a-z][a-z0-9])([ \t]{1,2})-(?: (.*))?")
_BEGINS: Final = re.compile(r"[ \t]*(?:TY|ty)[ \t]{1,2}- \w+")
"""The line that a record begins with, in any form."""

_KNOWN: Final = re.compile(
    "A[1-6BDNUV]|BT|C[1-8ANPTY]|D[ABIOPS]|E[DPRT]|H[12]|I[DS]|J[12AFO]|KW|L[1-4ABK]|M[123]|N[12V]|OP|P[BPY]"
    "|R[INP]|S[ENPT]|T[123AITY]|U[1-5R]|V[LO]|Y[12]"
)
"""Tags; others count in RIS as it should be alone: with one space "US - China talks" is a line of an abstract."""

_LABEL: Final = re.compile(r"([A-Z][\w ]{1,60}?) ?(?::| - )\s*(.*)", re.DOTALL)
_PARTS: Final = re.compile(r"(?<=\.)\s|;\s|\n")
_OF_DATABASES: Final = frozenset(
    (
        *("abstract type", "accession number", "article number", "author affiliation", "byline", "call number"),
        *("cited by", "cited reference count", "cited references", "coden", "content type", "copyright date"),
        *("correspondence address", "date completed", "date created", "date revised", "document feature"),
        *("document type", "doi", "entry date", "export date", "full text word count", "funding details"),
        *("geographic terms", "grant information", "isbn", "issn", "issue id", "journal subset"),
        *("language of original document", "last updated", "load date", "nlm uid", "number of pages"),
        *("number of references", "original language", "peer reviewed", "physical description", "pii"),
        *("place of publication", "pmid", "print date", "product name", "publication date", "publication history"),
        *("publication type", "record number", "references", "revision date", "sequence no", "source info"),
        *("source type", "subject terms", "subjectstermnotlitgenretext", "times cited", "total times cited"),
        *("times cited in web of science core collection", "update code", "usage count", "word count"),
    )
)
_OF_ANYBODY: Final = frozenset(
    (
        *("company", "copyright", "database", "edition", "illustration", "image", "language", "location", "name"),
        *("pages", "people", "section", "subject", "subjects"),
    )
)
"""Labels, in small letters, before what ProQuest, EBSCO, Scopus, Web of Science and news databases put into notes; and
those that a person may have as well, with a sentence behind."""

_COVER: Final = 80
_MONTHS: Final = 12


def read(file: BinaryIO, where: str) -> Iterator[Item]:
    """The articles of the records in order, each text with its title above it.

    Each record without a text takes a number and is a fault behind them all, since a first fault ends a run of one
    file; where none has a text, that is one fault of the file.
    """
    lines = re.split(r"\r\n?|\n", decode(read_whole(file, where), where))
    characters: Counter[Role] = Counter()
    textless: list[str] = []
    passed_over: list[int] = []
    number = 0
    for record in _records(lines, characters):
        number += 1
        pieces = list(_pieces(record))
        characters.update(_counted(pieces))
        document = document_of(pieces)
        if document and any(piece.role is Role.BODY for piece in pieces):
            yield document
        else:
            title = f" (“{document.title}”)" if document and document.title else ""
            textless.append(f"record {number}{title}")
            passed_over.append(sum(map(bool, record.get(_NOTES, ()))))
            yield NoDocument()
    if not number:
        what = "no record in it that begins with 'TY  - ' (TY, two spaces, a hyphen)"
        raise DataError(f"{where}: {what}; export the references as RIS again")
    if len(textless) == number:
        named = f"{counted(number, 'record')}: {listed(textless)}"
        raise DataError(f"{where}: {_no_text(sum(passed_over))} in {named}; export them in full")
    for name, notes in zip(textless, passed_over, strict=True):
        yield DataError(f"{where}, {name}: {_no_text(notes)}; export it in full")
    yield Coverage("RIS", dict(characters), documents=number - len(textless))


def _no_text(notes: int) -> str:
    """What a record lacks that has so many notes, none of them a text."""
    passed_over = f"; {counted(notes, 'note')} of a database passed over" if notes else ""
    return f"no text (AB, N2 or N1{passed_over})"


def _records(lines: Sequence[str], characters: Counter[Role]) -> Iterator[Record]:
    """The records in order; characters of lines outside of them are counted."""
    record: dict[str, list[list[str]]] = {}
    outside: list[str] = []
    values: list[str] = outside
    forms = {_RIS} | {form for line in lines if _BEGINS.fullmatch(line.rstrip()) for form, *_ in _tagged(line)}
    for line in lines:
        tagged = next(_tagged(line), None)
        if not tagged or tagged[0] not in forms:
            values.append(line)
            continue
        _, tag, value = tagged
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


def _tagged(line: str) -> Iterator[tuple[Form, str, str]]:
    """The form, the tag in capitals and the value of a line, if it has a tag."""
    if found := _LINE.fullmatch(line.lstrip("\ufeff").rstrip()):
        form, tag = (found[1], found[2].islower(), found[3]), found[2].upper()
        if form == _RIS or _KNOWN.fullmatch(tag):
            yield form, tag, found[4] or ""


def _whole(record: Mapping[str, Sequence[Sequence[str]]]) -> Record:
    return {tag: ["\n".join(lines).strip() for lines in values] for tag, values in record.items()}


def _pieces(record: Record) -> Iterator[Piece]:
    """What each value of a record is to its article."""
    roles = {next((tag for tag in tags if tag in record), ""): role for role, tags in _TAGS.items()}
    bodies = _body_tags(record)
    for tag, values in record.items():
        for value in values if tag not in _DATES else ():
            if tag in bodies and not (tag == _NOTES and _is_of_a_database(value)):
                lines = text_of_cell(value).split("\n")
                yield from (body_piece(block.text, block.kind) for block in blocks_of_lines(lines))
            else:
                yield Piece(roles.get(tag, Role.LABEL), value)
    yield from (Piece(Role.DATE, date) for date in _dates(record))


def _is_of_a_database(note: str) -> bool:
    """Whether a database wrote a note: "Last updated - 2024-05-12", but not "Location: the two quarrel over gas."."""
    found = _LABEL.match(note)
    label, value = (found[1].lower(), found[2]) if found else ("", note)
    if label in _OF_DATABASES or (COPYRIGHT.match(value) and not value.startswith("(c)")):  # "(c)" also counts a list
        return True
    # "Language: English. Document Type: newspaper article." has labels in a row.
    return label in _OF_ANYBODY and not is_sentence(_PARTS.split(value)[0])


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

    Whole dates are dates anywhere and stay as they are, as does what has no such parts; of "2014/31" there is the year.
    """
    year, month, day, *_ = [*map(str.strip, value.split("/")), "", "", ""]
    if not (year.isdecimal() and len(year) == len("2014")) or (day and (leading_date(value) or iso_date(value))):
        return value
    return f"{year}-{month:0>2}" if month.isdecimal() and 1 <= int(month) <= _MONTHS else year


def _counted(pieces: Sequence[Piece]) -> Counter[Role]:
    counts: Counter[Role] = Counter()
    for piece in pieces:
        counts[piece.role] += len(piece.text)
    return counts


READS = {".ris": read}
