"""Europresse: pages whose markup names outlet, date and title, each article closed by "news·20130905·PEB·0012345"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from stance.readers.blocks import TextBlock
from stance.readers.exports.article import around_articles, body_piece, split_before
from stance.readers.exports.roles import COPYRIGHT, Piece, Role

_NUMBER: Final = re.compile(r"((?:news|web|bio|img|tv)[·.]\d{8}[·.][A-Z0-9_]{1,12}[·.][\w-]+)")
_CERTIFICATE: Final = re.compile(
    r"(?:ce certificat est émis|this certificate is issued|date d'émission|date issued|le présent document est protégé"
    r"|this document is protected|numéro de document|document number|certificat|©|tous droits réservés).*",
    re.IGNORECASE | re.DOTALL,
)
_ROLES: Final = {
    "title": Role.TITLE,
    "outlet": Role.OUTLET,
    "date": Role.DATE,
    "byline": Role.BYLINE,
    "subtitle": Role.ABSTRACT,
    "note": Role.LABEL,
    "other": Role.OTHER_ARTICLES,
}
_BYLINE_LENGTH: Final = 80
_COVER_LENGTH: Final = 120


def is_europresse(blocks: Sequence[TextBlock]) -> bool:
    """Whether the page names outlets and titles by their classes and has document numbers of Europresse."""
    roles = {block.role for block in blocks}
    return "outlet" in roles and any(_NUMBER.search(block.text) for block in blocks if len(block.text) < 200)


split_europresse: Final = split_before(lambda article, block: block.role == "outlet" and article[-1].role != "outlet")
"""Before the outlet's name, which may be in two pieces: "Le Galet", "(site web)"."""


def sort_europresse(blocks: Sequence[TextBlock]) -> list[Piece]:
    """What each block of an article is."""
    if not any(block.role == "outlet" for block in blocks):
        return around_articles(blocks, _COVER_LENGTH)
    end = next((i for i, block in enumerate(blocks) if _closes(block)), len(blocks))
    title_at = max((i for i, block in enumerate(blocks) if block.role == "title"), default=0)
    article = [_sorted(block, i - title_at) for i, block in enumerate(blocks[:end])]
    return [*article, *(piece for block in blocks[end:] for piece in _closing(block.text))]


def _sorted(block: TextBlock, below_title: int) -> Piece:
    """What a block is whose place below the title is given: by its class, else by where it stands."""
    if role := _ROLES.get(block.role or ""):
        return Piece(role, block.text)
    if below_title < 0:
        return Piece(Role.LABEL, block.text)
    if below_title == 1 and _is_byline(block.text):
        return Piece(Role.BYLINE, block.text)
    return body_piece(block.text, block.kind)


def _is_byline(text: str) -> bool:
    return len(text) <= _BYLINE_LENGTH and not re.search(r"[.!?…:»\"]$", text) and len(text.split()) <= 8


def _closes(block: TextBlock) -> bool:
    """Whether the block is the first below the body: copyright or the article's number."""
    return block.role != "body" and bool(
        COPYRIGHT.match(block.text) or (len(block.text) < 200 and _NUMBER.search(block.text))
    )


def _closing(text: str) -> list[Piece]:
    number = _NUMBER.search(text)
    if number and len(text) < 200:
        return [Piece(Role.ID, number[1]), Piece(Role.LABEL, text.replace(number[1], ""))]
    if _CERTIFICATE.match(text) or len(text) < 120:
        return [Piece(Role.COPYRIGHT, text)]
    return [Piece(Role.UNREAD, text)]
