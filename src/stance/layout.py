"""What a text is made of: headings, paragraphs with their sentences, page furniture, closing citations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from stance.sentences import split_sentences


class BlockKind(StrEnum):
    """What a block is; only paragraphs have sentences."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    FURNITURE = "furniture"
    CITATION = "citation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, a paragraph, page furniture or a closing citation; offsets into `Document.text`, half-open.

    `sentences` are in order, inside the block and trimmed of white space. `speaker` is the expert whose words the
    block is, by the heading above it, joint ones joined by "; "; `speaker_start, speaker_end` is where it names them.
    """

    start: int
    end: int
    kind: BlockKind
    sentences: tuple[tuple[int, int], ...] = ()
    speaker: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    citation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A text as blocks, in order of position and not overlapping.

    `view` is as long as the text, code point for code point, with hard wraps joined and odd characters made plain.
    """

    view: str
    blocks: tuple[Block, ...]


_PLAIN = str.maketrans("‘’“”\u00a0\n\r\t", "''\"\"    ")


def lay_out(text: str) -> Layout:
    """The blocks of a text, with the view of it that is fit for parsing; never raises."""
    view = text.translate(_PLAIN)
    blocks = []
    for match in re.finditer(r"[^\n]+", text):
        start, end = match.span()
        if text[start:end].strip():
            sentences = tuple(split_sentences(view, start, end))
            blocks.append(Block(start=start, end=end, kind=BlockKind.PARAGRAPH, sentences=sentences))
    return Layout(view=view, blocks=tuple(blocks))
