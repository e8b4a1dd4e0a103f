"""Cuts a text into paragraphs and runs, so that claims which nest, cross or coincide can all be marked in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stance.layout import BlockKind, lay_out
from stance.records import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPiece:
    """A run of a text, half-open offsets, in which no claim begins or ends; claims go by their place in the list.

    `claim` is the innermost claim that covers the piece, None outside all claims, and `outer` are the others, inner
    ones first. `content` says whether the piece belongs to what its claim's speaker is made to say, `opens` marks the
    first piece of its claim, and `closes` are the claims that end here, inner ones first.
    """

    start: int
    end: int
    claim: int | None = None
    outer: tuple[int, ...] = ()
    content: bool = False
    opens: bool = False
    closes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedParagraph:
    """A block of a text and its pieces, in order."""

    kind: BlockKind
    pieces: tuple[TextPiece, ...]


def is_placed(claim: Claim, text: str) -> bool:
    """Whether the claim's offsets hold its words in this text."""
    return 0 <= claim.start < claim.end and text[claim.start : claim.end] == claim.text


def paragraphs(text: str, claims: Sequence[Claim]) -> list[MarkedParagraph]:
    """The text as paragraphs whose pieces cover it without gap or overlap, white space included.

    Every claim must be placed in the text (`is_placed`).
    """
    blocks = lay_out(text).blocks
    starts = [0, *(block.start for block in blocks[1:]), len(text)]
    kinds = [block.kind for block in blocks] or [BlockKind.PARAGRAPH]
    pieces = cut(len(text), claims, starts)
    found, place = [], 0
    for kind, end in zip(kinds, starts[1:], strict=True):
        first = place
        while place < len(pieces) and pieces[place].end <= end:
            place += 1
        found.append(MarkedParagraph(kind=kind, pieces=tuple(pieces[first:place])))
    return found


def cut(length: int, claims: Sequence[Claim], breaks: Iterable[int] = ()) -> list[TextPiece]:
    """A text of `length` characters as pieces that cover it without gap or overlap, also cut at `breaks`.

    Claims may nest, cross or coincide; each must lie within the text and not be empty.
    """
    edges = {0, length, *breaks}
    for claim in claims:
        edges |= {claim.start, claim.end, claim.content_start, claim.content_end}
    waiting = sorted(range(len(claims)), key=lambda i: claims[i].start, reverse=True)
    pieces: list[TextPiece] = []
    opened: set[int | None] = set()
    active: list[int] = []
    for span in pairwise(sorted(edge for edge in edges if 0 <= edge <= length)):
        while waiting and claims[waiting[-1]].start <= span[0]:
            active.append(waiting.pop())
        active = [i for i in active if claims[i].end > span[0]]
        pieces.append(_piece(span, claims, active, opened))
        opened.add(pieces[-1].claim)
    return pieces


def _piece(span: tuple[int, int], claims: Sequence[Claim], active: Sequence[int], opened: set[int | None]) -> TextPiece:
    start, end = span
    if not active:
        return TextPiece(start=start, end=end)
    # The shortest claim is the innermost; of two that coincide, the later one.
    inner, *outer = order = sorted(active, key=lambda i: (claims[i].end - claims[i].start, -i))
    return TextPiece(
        start=start,
        end=end,
        claim=inner,
        outer=tuple(outer),
        content=claims[inner].content_start <= start and end <= claims[inner].content_end,
        opens=inner not in opened,
        closes=tuple(i for i in order if claims[i].end == end),
    )
