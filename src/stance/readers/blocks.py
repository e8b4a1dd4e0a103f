"""Blocks of text as a file holds them (headings, paragraphs, items, rows), and how they make the text of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

from stance.dates import leading_date
from stance.readers.hyphens import join_lines, word_counts
from stance.readers.metadata import is_outlet


class TextKind(Enum):
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

    kind: TextKind
    text: str
    role: str | None = None


MARKS: Final = {TextKind.HEADING: "# ", TextKind.ITEM: "- "}
SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’)\]]*$")
_RULE: Final = re.compile(r"(?:[_=*~–—-]\s?){5,}")
_LABELLED: Final = re.compile(r"[A-Z][A-Z-]{2,24}(?: [A-Z-]{2,24}){0,2}:(?:\s|$)")
_LENGTH: Final = re.compile(r"[A-ZÄ-]{4,12}:\s*[\d.,]+\s+\w+")
_OF_A_DATABASE: Final = re.compile(
    r"(?:[A-Z][\w()/ -]{2,28}:\s.*|[\d,.]+ (?:words|mots|wörter)|(?:document|dokument) [a-z0-9]{15,40}|end of document"
    r"|body|\d+ of \d+ documents?)",
    re.IGNORECASE,
)
"""Lines that a database puts one below the other, each a paragraph of its own although no blank line parts them."""

_HEAD_LINES: Final = 3
_FULL_LINE: Final = 70
_LINE_LENGTH: Final = 80
_WRAPPED: Final = 0.6
_SHORTEST_WIDTH: Final = 45
"""Lines of wrapped text are as long as the longest of their paragraph, to within this part of it, but for the last; and
the width of a page is no less than so many characters."""


def joined(blocks: Sequence[TextBlock]) -> str:
    """The text of the blocks, a blank line between; headings begin with "# ", list items with "- "."""
    return "\n\n".join(MARKS.get(block.kind, "") + block.text for block in blocks if block.text)


def are_wrapped(blocks: Sequence[TextBlock]) -> bool:
    """Whether each line of a page became a paragraph, as when text is pasted out of a PDF."""
    lines = [block.text for block in blocks if block.kind is TextKind.PARAGRAPH and block.text]
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
            yield from _paragraphs(group)
            group = []
        if is_rule:
            yield TextBlock(TextKind.RULE, text)
        elif text:
            group.append(text)
    if group:
        yield from _paragraphs(group)


def _paragraphs(lines: Sequence[str]) -> Iterator[TextBlock]:
    """One paragraph, its lines joined where the width of the page broke them; or one a line of a database."""
    longest = max(map(len, lines))
    # "The Pebble-Coast Daily News" above "May 3, 2002 Friday, Final Edition" is no first line of a wrapped text.
    is_head = 1 < len(lines) <= _HEAD_LINES and is_outlet(lines[0]) and leading_date(lines[1]) is not None
    if not is_head and longest >= _SHORTEST_WIDTH and all(len(line) >= _WRAPPED * longest for line in lines[:-1]):
        yield TextBlock(TextKind.PARAGRAPH, join_lines(lines, word_counts(lines)))
    elif len(lines) > 1 and any(map(is_of_a_database, lines)):
        yield from _lines_of_a_database(lines)
    else:
        yield TextBlock(TextKind.PARAGRAPH, "\n".join(lines))


def _lines_of_a_database(lines: Sequence[str]) -> Iterator[TextBlock]:
    """A paragraph a line, but that the lines of a body that follows without a gap are joined."""
    group = [lines[0]]
    for above, line in pairwise(lines):
        full = len(above) >= _SHORTEST_WIDTH and not is_of_a_database(above) and not is_of_a_database(line)
        # "The Pebble Post" below a long title is no second line of it.
        if full and (line[:1].islower() or (len(above) >= _FULL_LINE and len(line) >= _SHORTEST_WIDTH)):
            group.append(line)
        else:
            yield TextBlock(TextKind.PARAGRAPH, join_lines(group, word_counts(group)))
            group = [line]
    yield TextBlock(TextKind.PARAGRAPH, join_lines(group, word_counts(group)))


def is_of_a_database(line: str) -> bool:
    """Whether a line is one that databases put around an article: a label with its value, a date, a mark of its end."""
    return bool(_OF_A_DATABASE.fullmatch(line) or (len(line) < _LINE_LENGTH and leading_date(line)))
