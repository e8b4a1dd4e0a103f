"""Blocks of text as a file holds them (headings, paragraphs, items, rows), and how they make the text of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

from stance.readers.hyphens import join_lines, word_counts


class BlockKind(Enum):
    """What a block of a file is by its markup; an empty paragraph parts those around it."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    BOX = "box"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph of the file with its text; lines in it are those its writer broke.

    `role` is what the markup says it is to an article ("title", "byline", "body" …), None where it says nothing.
    """

    kind: BlockKind
    text: str
    role: str | None = None


MARKS: Final = {BlockKind.HEADING: "# ", BlockKind.ITEM: "- "}
SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’)\]]*$")
_RULE: Final = re.compile(r"(?:[_=*~–—-]\s?){5,}")
_LABELLED: Final = re.compile(r"[A-Z][A-Z-]{2,24}(?: [A-Z-]{2,24}){0,2}:(?:\s|$)")
_LENGTH: Final = re.compile(r"[A-ZÄ-]{4,12}:\s*[\d.,]+\s+\w+")
_SHORT_LINE: Final = 50
"""Characters below which a line was ended by its writer, not by the width of a page of typewriting (70 to 80)."""


def joined(blocks: Sequence[TextBlock]) -> str:
    """The text of the blocks, a blank line between; headings begin with "# ", list items with "- "."""
    return "\n\n".join(MARKS.get(block.kind, "") + block.text for block in blocks if block.text)


def are_wrapped(blocks: Sequence[TextBlock]) -> bool:
    """Whether each line of a page became a paragraph, as when text is pasted out of a PDF."""
    lines = [block.text for block in blocks if block.kind is BlockKind.PARAGRAPH and block.text]
    open_ended = sum(not SENTENCE_END.search(a) and b[:1].islower() for a, b in pairwise(lines))
    return len(lines) >= 8 and open_ended >= 0.4 * len(lines)


def blocks_of_lines(lines: Iterable[str]) -> Iterator[TextBlock]:
    """The paragraphs of plain text, parted by blank lines; a rule of underscores is one of its own.

    A line that begins with a label in capitals ("BYLINE: Ana Rill") begins a paragraph: databases do not part those.
    """
    group: list[str] = []
    for line in lines:
        text = line.strip().strip("\ufeff")
        is_rule = bool(_RULE.fullmatch(text))
        if group and (not text or is_rule or _LABELLED.match(text) or _LENGTH.fullmatch(group[-1])):
            yield TextBlock(BlockKind.PARAGRAPH, _unwrapped(group))
            group = []
        if is_rule:
            yield TextBlock(BlockKind.RULE, text)
        elif text:
            group.append(text)
    if group:
        yield TextBlock(BlockKind.PARAGRAPH, _unwrapped(group))


def _unwrapped(lines: Sequence[str]) -> str:
    """One line where the width of the page broke them, else the lines as they are."""
    if len(lines) > 1 and all(len(line) >= _SHORT_LINE for line in lines[:-1]):
        return join_lines(lines, word_counts(lines))
    return "\n".join(lines)
