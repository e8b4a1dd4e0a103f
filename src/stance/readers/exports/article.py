"""Pieces of an export → the document of an article; and where its body ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from stance.dates import iso_date, leading_date
from stance.readers.blocks import MARKS, TextBlock, TextKind, is_page_foot
from stance.readers.exports.roles import COPYRIGHT, Piece, Role, head_piece, texts_of
from stance.records import Document

_LONG: Final = 200
"""Characters of a paragraph that is running text and no line of a database."""

_MOST_CAPTIONS: Final = 3
"""Long paragraphs that captions and corrections may have before the body is taken to have gone on."""

_RELEVANCE: Final = re.compile(r"\(\d{1,3}%\)")
_CODES: Final = 3
"""Subject codes with their weight ("HARBOURS (80%)") that running text never has so many of."""

_BY: Final = re.compile(r"(?:(?:by|von|par|por|door)\s+|(?:byline|author)\s*:\s*)+", re.IGNORECASE)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_NOT_A_NAME: Final = re.compile(r".*\b(?:reported|contributed|is an?|are|was|writes|compiled)\b.*", re.IGNORECASE)
"""Sentences about the writers that follow their names."""

_NOBODY: Final = re.compile(r"anonymous|n/?a|none|unknown|staff", re.IGNORECASE)
_INVERTED: Final = re.compile(r"([^,;]+), ([^,;]+)")
_URL: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LINK: Final = re.compile(
    r"(?:link to [\w ]{4,40}|\[?display_image\]?|view (?:full|original) [\w ]{4,20}|pdf)", re.IGNORECASE
)


Splitter = Callable[[Iterable[TextBlock]], Iterator[list[TextBlock]]]
"""Parts the blocks of a file into runs, one an article."""


def split_before(begins: Callable[[Sequence[TextBlock], TextBlock], object]) -> Splitter:
    """A splitter before each block that begins an article, told by the run of blocks before it and the block."""

    def split(blocks: Iterable[TextBlock]) -> Iterator[list[TextBlock]]:
        article: list[TextBlock] = []
        for block in blocks:
            if article and begins(article, block):
                yield article
                article = []
            article.append(block)
        if article:
            yield article

    return split


def document_of(pieces: Sequence[Piece]) -> Document | None:
    """The document of an article's pieces, its title above its body; None where it has neither."""
    title = " ".join(" ".join(texts_of(pieces, Role.TITLE)).split()) or None
    paragraphs = [piece for piece in pieces if piece.role is Role.BODY and piece.text.strip()]
    body = [MARKS.get(piece.kind, "") + piece.text for piece in paragraphs] or texts_of(pieces, Role.ABSTRACT)
    text = "\n\n".join([f"# {title}", *body] if title else body)
    if not text:
        return None
    return Document(
        id=next(iter(texts_of(pieces, Role.ID)), ""),
        text=text,
        title=title,
        authors=authors_of(texts_of(pieces, Role.BYLINE)),
        outlet=next((" ".join(name.split()).strip(" ,;|·") for name in texts_of(pieces, Role.OUTLET)), None),
        date=_date_of(texts_of(pieces, Role.DATE)) or _copyright_year(texts_of(pieces, Role.COPYRIGHT)),
        url=next(iter(texts_of(pieces, Role.URL)), None),
    )


def authors_of(bylines: Sequence[str]) -> str | None:
    """The writers that the bylines name, without "By", joined by "; "; "Rill, Ana" is turned round."""
    names: list[str] = []
    for byline in bylines:
        for part in re.split(r"\s*[;\n]\s*", _BY.sub("", " ".join(byline.split(" ")).strip(), count=1)):
            if not (names and _NOT_A_NAME.fullmatch(part)) and not _NOBODY.fullmatch(part):
                names += _names_in(part)
    return "; ".join(dict.fromkeys(" ".join(name.split()) for name in names if name.strip())) or None


def _names_in(part: str) -> list[str]:
    """The one name, or the two where they are joined by "and"."""
    turned = _INVERTED.fullmatch(part.removesuffix(".") if part.count(".") == 1 else part)
    if turned and len(turned[1].split()) <= 3 and len(turned[2].split()) <= 3:
        return [f"{turned[2]} {turned[1]}"]
    pair = re.split(r"\s+(?:and|und|et|&)\s+", part, flags=re.IGNORECASE)
    return pair if all(2 <= len(name.split()) <= 4 for name in pair) else [part]


def _date_of(dates: Sequence[str]) -> str | None:
    """The first whole date, else the first that has at least a month or a year."""
    found = [date for text in dates if (date := _iso(text))]
    return next((date for date in found if len(date) == len("2024-03-14")), next(iter(found), None))


def _copyright_year(lines: Sequence[str]) -> str | None:
    """The one year that the lines about the copyright name: of an article without a date as good as one."""
    years = {year for line in lines for year in _YEAR.findall(line)}
    return years.pop() if len(years) == 1 else None


def _iso(text: str) -> str | None:
    leading = leading_date(text)
    return leading.iso if leading else iso_date(text)


def body_piece(text: str, kind: TextKind) -> Piece:
    """A paragraph of a body; a line that is nothing but an address, a link or the foot of a page is told apart."""
    role = Role.BODY
    if _URL.fullmatch(text):
        role = Role.URL if text.strip("/").count("/") > 2 else Role.LINK
    elif is_page_foot(text):
        role = Role.LABEL
    elif _LINK.fullmatch(text):
        role = Role.LINK
    return Piece(role, text, kind)


def tail_start(texts: Sequence[str], tail_role: Callable[[str], Role | None]) -> int:
    """Where the lines below the body begin: the first of them after which no running text comes; else their number.

    `tail_role` says what a line of the database is, None for all other text. Below a heading for captions or
    corrections some running text may stand.
    """
    roles = [tail_role(text) for text in texts]
    for i, role in enumerate(roles):
        if role is not None and _is_tail(texts[i:], roles[i:]):
            return i
    return len(texts)


def _is_tail(texts: Sequence[str], roles: Sequence[Role | None]) -> bool:
    section: Role | None = None
    running = 0
    for text, role in zip(texts, roles, strict=True):
        if role is not None:
            section, running = role, 0
        elif len(text) >= _LONG and not (COPYRIGHT.match(text) or len(_RELEVANCE.findall(text)) >= _CODES):
            running += 1
            if section not in {Role.CAPTION, Role.CORRECTION} or running > _MOST_CAPTIONS:
                return False
    return True


def body_and_tail(blocks: Sequence[TextBlock], tail_role: Callable[[str], Role | None]) -> list[Piece]:
    """The paragraphs of the body, then the lines below it, each of the kind that the label above or in it says."""
    texts = [block.text for block in blocks]
    end = tail_start(texts, tail_role)
    pieces = [body_piece(block.text, block.kind) for block in blocks[:end]]
    section = Role.LABEL
    for text in texts[end:]:
        section = tail_role(text) or section
        pieces.append(copyright_or(section, text))
    return pieces


def around_articles(blocks: Sequence[TextBlock], longest: int = 0, mark: re.Pattern[str] | None = None) -> list[Piece]:
    """What stands before the first article or behind the last: a cover, or text that no rule knows.

    A cover has short blocks alone, or the mark of one.
    """
    texts = [block.text for block in blocks]
    is_cover = all(len(text) < longest for text in texts) or (mark and any(map(mark.fullmatch, texts)))
    return [Piece(Role.COVER if is_cover else Role.UNREAD, text) for text in texts]


def copyright_or(role: Role, text: str) -> Piece:
    """A line that may say to whom the words belong, and is of the role if it does not."""
    return Piece(Role.COPYRIGHT if COPYRIGHT.match(text) else role, text)


def labelled_or(role: Role, text: str, *, capitals: bool = False) -> Piece:
    """A line between the date and the body, which is of the role if it has no label either."""
    piece = copyright_or(role, text)
    return piece if piece.role is Role.COPYRIGHT else head_piece(text, capitals=capitals) or piece


def parted(block: TextBlock, when: Callable[[Sequence[str]], bool]) -> list[TextBlock]:
    """The block, or each of its lines where there are several, and such as a database puts one below the other."""
    lines = block.text.split("\n")
    return [replace(block, text=line.strip()) for line in lines] if len(lines) > 1 and when(lines) else [block]
