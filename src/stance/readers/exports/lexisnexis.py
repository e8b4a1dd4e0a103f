"""Old LexisNexis: "3 of 74 DOCUMENTS", outlet, date, title, labels in capitals, the body, labels in capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Final

from stance.dates import leading_date
from stance.readers.blocks import TextBlock
from stance.readers.exports.article import body_and_tail, labelled_piece, split_before
from stance.readers.exports.nexis_uni import cover_or_unread
from stance.readers.exports.roles import (
    COPYRIGHT,
    HEAD_LABELS,
    TAIL_LABELS,
    Piece,
    Role,
    head_label,
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
    starts = [block.text for block in blocks if starts_lexisnexis(block)]
    labels = {label[0] for block in blocks if (label := label_of(block.text, capitals=True))}
    return bool(starts) and (starts[0][:1].isdigit() or len(labels & {*HEAD_LABELS, *TAIL_LABELS}) >= 2)


def starts_lexisnexis(block: TextBlock) -> bool:
    """Whether the block is the line above an article, "12 of 74 DOCUMENTS"."""
    return len(block.text) < 60 and bool(_START.fullmatch(block.text))


split_lexisnexis: Final = split_before(lambda _, block: starts_lexisnexis(block))


def sort_lexisnexis(blocks: Sequence[TextBlock]) -> list[Piece]:
    """What each block of an article is: its number, outlet, date, title, labelled lines, the body, labelled lines."""
    kept = [block for block in blocks if block.text]
    if not kept or not starts_lexisnexis(kept[0]):
        short = all(len(block.text) < _COVER_LENGTH for block in kept)
        return cover_or_unread([block.text for block in kept], is_cover=short)
    texts = [block.text for block in kept]
    if any(_ERROR.fullmatch(text) for text in texts[1:3]):
        return [Piece(Role.LABEL, text) for text in texts]
    date_at = next((i for i, text in enumerate(texts[:_HEAD_BLOCKS]) if i and _date_line(text)), None)
    end = _lexis_head_end(texts, date_at)
    head = _lexis_head(texts[1:end], None if date_at is None else date_at - 1)
    return [Piece(Role.BORDER, texts[0]), *head, *body_and_tail(kept[end:], partial(tail_role, capitals=True))]


def _date_line(text: str) -> bool:
    """Whether a block of the head has a line that begins with a date; outlet and date may share a block."""
    return not COPYRIGHT.match(text) and any(leading_date(line) for line in text.split("\n"))


def _lexis_head_end(texts: Sequence[str], date_at: int | None) -> int:
    """Where the body begins: below the last labelled line of the head, or below the title where there is none."""
    start = 1 if date_at is None else date_at + 1
    labels = [i for i in range(start, min(len(texts), start + _HEAD_BLOCKS)) if head_label(texts[i], capitals=True)]
    lengths = [i for i in labels if head_label(texts[i], capitals=True)[0] is Role.WORDS]  # type: ignore[index]
    if not labels:
        while start < len(texts) - 1 and len(texts[start]) < _EDITION_LENGTH and _NAMED_EDITION.fullmatch(texts[start]):
            start += 1
        return min(start + 1, len(texts))
    end = (lengths or labels)[0] + 1
    while end < len(texts) and head_label(texts[end], capitals=True):
        end += 1
    return end


def _lexis_head(texts: Sequence[str], date_at: int | None) -> list[Piece]:
    pieces: list[Piece] = []
    for i, text in enumerate(texts):
        if i == date_at:
            lines = text.split("\n")
            place = next(k for k, line in enumerate(lines) if leading_date(line))
            pieces += [Piece(Role.OUTLET, line) for line in lines[:place]]
            pieces += [Piece(Role.DATE, lines[place]), *(Piece(Role.LABEL, line) for line in lines[place + 1 :])]
        elif date_at is not None and i < date_at:
            pieces.append(Piece(Role.COPYRIGHT if COPYRIGHT.match(text) else Role.OUTLET, text))
        else:
            pieces.append(_unlabelled_title(text))
    return _one_title(pieces)


def _unlabelled_title(text: str) -> Piece:
    """Below the date: the title, unless the line has a label."""
    piece = labelled_piece(text, capitals=True)
    return Piece(Role.TITLE, text) if piece.role is Role.LABEL and not head_label(text, capitals=True) else piece


def _one_title(pieces: list[Piece]) -> list[Piece]:
    """The pieces with editions and places above the title ("Late Edition - Final") told apart from it."""
    titles = [i for i, piece in enumerate(pieces) if piece.role is Role.TITLE]
    for i in titles[:-1]:
        if _EDITION.fullmatch(pieces[i].text) and len(pieces[i].text) < _EDITION_LENGTH:
            pieces[i] = Piece(Role.LABEL, pieces[i].text)
    return pieces
