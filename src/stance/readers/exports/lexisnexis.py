"""Old LexisNexis: "3 of 74 DOCUMENTS", outlet, date, title, labels in capitals, the body, labels in capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Final

from stance.dates import leading_date
from stance.readers.blocks import TextBlock
from stance.readers.exports.article import around_articles, body_and_tail, copyright_or, labelled_or, split_before
from stance.readers.exports.nexis_uni import COVER
from stance.readers.exports.roles import (
    COPYRIGHT,
    HEAD_LABELS,
    TAIL_LABELS,
    Piece,
    Role,
    head_piece,
    label_of,
    tail_role,
)

_START: Final = re.compile(
    r"(?:(?:focus - )?\d{1,6} (?:of|von|de|van|di) \d{1,6} (?:documents?|dokumente?n?|documenten|documentos?|documenti)"
    r"|(?:document|dokument|documento) \d{1,6} (?:of|von|de|van|di) \d{1,6})",
    re.IGNORECASE,
)
_NAMED_EDITION: Final = re.compile(
    r".*\b(?:edition|final|correction appended|ausgabe|édition|edición|editie|version)\b.*", re.IGNORECASE
)
_EDITION: Final = re.compile(rf"{_NAMED_EDITION.pattern}|[A-Z][\w .'-]{{2,24}}", re.IGNORECASE)
_EDITION_LENGTH: Final = 60
_ERROR: Final = re.compile(r"we are sorry but there is an error in this document.*", re.IGNORECASE)
"""What stands in place of an article that the database could not deliver."""

_COVER_LENGTH: Final = 300
_HEAD_BLOCKS: Final = 14
"""Blocks from the border to the last line about the source, at most."""


def is_lexisnexis(blocks: Sequence[TextBlock]) -> bool:
    """Whether the file numbers its articles as old LexisNexis does, and labels their lines in capitals.

    "3 of 74 DOCUMENTS" is its own; others number their articles "Document 3 of 74" too.
    """
    starts = [block.text for block in blocks if _starts(block)]
    labels = {label[0] for block in blocks if (label := label_of(block.text, capitals=True))}
    return bool(starts) and (starts[0][:1].isdigit() or len(labels & {*HEAD_LABELS, *TAIL_LABELS}) >= 2)


def _starts(block: TextBlock) -> bool:
    """Whether the block is the line above an article, "12 of 74 DOCUMENTS"."""
    return len(block.text) < 60 and bool(_START.fullmatch(block.text))


split_lexisnexis: Final = split_before(lambda _, block: _starts(block))


def sort_lexisnexis(blocks: Sequence[TextBlock]) -> list[Piece]:
    """What each block of an article is: its number, outlet, date, title, labelled lines, the body, labelled lines."""
    if not blocks or not _starts(blocks[0]):
        return around_articles(blocks, _COVER_LENGTH, COVER)
    texts = [block.text for block in blocks]
    if any(_ERROR.fullmatch(text) for text in texts[1:3]):
        return [Piece(Role.LABEL, text) for text in texts]
    date_at = next((i for i, text in enumerate(texts[:_HEAD_BLOCKS]) if i and _date_line(text)), 0)
    end = _head_end(texts, date_at)
    about = _source_pieces(texts[1 : date_at + 1]) if date_at else []
    below = [labelled_or(Role.TITLE, text, capitals=True) for text in texts[date_at + 1 : end]]
    body = body_and_tail(blocks[end:], partial(tail_role, capitals=True))
    return [Piece(Role.BORDER, texts[0]), *_one_title([*about, *below]), *body]


def _date_line(text: str) -> bool:
    """Whether a block of the head has a line that begins with a date; outlet and date may share a block."""
    return not COPYRIGHT.match(text) and any(leading_date(line) for line in text.split("\n"))


def _head_end(texts: Sequence[str], date_at: int) -> int:
    """Where the body begins: below the last labelled line of the head, or below the title where there is none."""
    start = date_at + 1
    labelled = {
        i: label
        for i, text in enumerate(texts[start : start + _HEAD_BLOCKS], start)
        if (label := head_piece(text, capitals=True))
    }
    if not labelled:
        while start < len(texts) - 1 and len(texts[start]) < _EDITION_LENGTH and _NAMED_EDITION.fullmatch(texts[start]):
            start += 1
        return min(start + 1, len(texts))
    end = next((i for i, label in labelled.items() if label.role is Role.WORDS), min(labelled)) + 1
    while end < len(texts) and head_piece(texts[end], capitals=True):
        end += 1
    return end


def _source_pieces(texts: Sequence[str]) -> list[Piece]:
    """The lines from the outlet to the date, which may share a block."""
    lines = texts[-1].split("\n")
    place = next(k for k, line in enumerate(lines) if leading_date(line))
    outlets = [copyright_or(Role.OUTLET, text) for text in texts[:-1]]
    outlets += [Piece(Role.OUTLET, line) for line in lines[:place]]
    return [*outlets, Piece(Role.DATE, lines[place]), *(Piece(Role.LABEL, line) for line in lines[place + 1 :])]


def _one_title(pieces: list[Piece]) -> list[Piece]:
    """The pieces with editions and places above the title ("Late Edition - Final") told apart from it."""
    titles = [i for i, piece in enumerate(pieces) if piece.role is Role.TITLE]
    for i in titles[:-1]:
        if _EDITION.fullmatch(pieces[i].text) and len(pieces[i].text) < _EDITION_LENGTH:
            pieces[i] = Piece(Role.LABEL, pieces[i].text)
    return pieces
