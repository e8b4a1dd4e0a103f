"""Lines to paragraphs: which physical lines of a text belong together, and where list items begin.

Text comes as blank-line paragraphs, as hard-wrapped lines of a PDF, as one paragraph a line, or mixed.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Final

from stance.lexicon.layout import DANGLING

BULLET: Final = re.compile(r"[•‣▪▫◦●○∙·*–—-] +(?=\S)")
"""A bullet and the white space after it; only at the start of a line."""

_NUMBER: Final = re.compile(r"(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)] +(?=\S)|\((?:\d{1,2}|[a-z])\) +(?=\S)")
_PAGE: Final = re.compile(r"(?:page\s*+)?\d{1,4}(?:\s*+(?:of|/|\|)\s*+\d{1,4})?", re.IGNORECASE)
_DASHES: Final = "-–—*"
_STOPS: Final = ".!?…:;"
_CLOSERS: Final = "\"')]*_ "
_LONGEST_WRAP: Final = 160
_ITEM: Final = 300
_ITEMS: Final = 50
"""Characters of a wrapped line, and of a list item that is gathered with others; items gathered in one list."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together: half-open offsets, trimmed; `items` is where list items begin inside.

    `interruptions` are lines inside that are not of the text, such as a page number in the middle of a sentence.
    """

    start: int
    end: int
    items: tuple[int, ...] = ()
    interruptions: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank, trimmed, and whether a blank one stands above it."""

    start: int
    end: int
    text: str
    apart: bool

    @property
    def item(self) -> bool:
        return bool(BULLET.match(self.text) or _NUMBER.match(self.text))

    @property
    def goes_on(self) -> bool:
        """Whether its first letter is a small one, as in the middle of a sentence."""
        return self.text.lstrip("\"'(")[:1].islower() and not self.item


def unfinished(line: str) -> bool:
    """Whether a line ends without a stop, a colon or a semicolon, closing quotes and brackets aside.

    A bracket that stands after a stop, such as a citation, belongs to what is finished.
    """
    ends = [line.rstrip(_CLOSERS)[-1:]]
    if line.endswith(")"):
        ends.append(line[: line.rfind("(") + 1].rstrip("( ").rstrip(_CLOSERS)[-1:])
    return bool(ends[0]) and not any(end and end in _STOPS for end in ends)


def paragraphs(text: str, view: str) -> list[Paragraph]:
    """The paragraphs of a text, with its view, in order; they hold every character that is no white space."""
    lines = _lines(text, view)
    width = _wrap_width(lines)
    repeated = Counter(_without_digits(line.text) for line in lines if len(line.text) <= 80)
    found: list[list[_Line]] = []
    interruptions: list[_Line] = []
    for line, after in zip_longest(lines, lines[1:]):
        if found and _is_interruption(line, found[-1][-1], after, repeated):
            interruptions.append(line)
        elif found and _joins(found[-1][-1], line, width):
            found[-1].append(line)
        else:
            found.append([line])
    return _gather(view, found, interruptions)


def _lines(text: str, view: str) -> list[_Line]:
    """The lines that are not blank; where a line ends is told by the text, since the view has no newlines."""
    lines = []
    position = 0
    apart = True
    for row in text.splitlines(keepends=True):
        whole = view[position : position + len(row)]
        core = whole.strip()
        if core:
            start = position + len(whole) - len(whole.lstrip())
            lines.append(_Line(start, start + len(core), core, apart))
        apart = not core
        position += len(row)
    return lines


def _wrap_width(lines: Sequence[_Line]) -> int:
    """The column at which the text is hard-wrapped; 0 where it is not."""
    broken = sorted(
        len(a.text)
        for a, b in pairwise(lines)
        if not b.apart and b.goes_on and unfinished(a.text) and len(a.text) <= _LONGEST_WRAP
    )
    return broken[len(broken) * 9 // 10] if len(broken) >= 2 else 0


def _joins(above: _Line, line: _Line, width: int) -> bool:
    """Whether a line goes on with the sentence or the paragraph of the line above."""
    open_ended = unfinished(above.text)
    if line.item and (line.apart or above.item or not open_ended or line.text[0] not in _DASHES):
        return False
    if line.apart:
        return line.goes_on and _is_cut_short(above)
    if line.goes_on and (open_ended or width):
        return bool(width) or not is_title(above.text)
    return (open_ended and _is_dangling(above)) or _fills_width(above, line, width, open_ended=open_ended)


def _is_cut_short(line: _Line) -> bool:
    """Whether a line above a blank one ends in the middle of a sentence, and is neither a list item nor a heading."""
    last = line.text[-1]
    is_heading = line.text.startswith("# ") or is_title(line.text)
    return (last.isalnum() or last in ",-") and not (line.item or is_heading)


def _is_dangling(line: _Line) -> bool:
    """Whether a line ends on a comma, a hyphen or a word that no sentence ends on: "… talks with the"."""
    return line.text[-1] in ",-" or line.text.split()[-1] in DANGLING


def _fills_width(above: _Line, line: _Line, width: int, *, open_ended: bool) -> bool:
    """Whether a line is as long as the wrap of the text makes lines; a finished one where no further word had room."""
    if not width or len(above.text) > _LONGEST_WRAP:
        return False
    if open_ended:
        return len(above.text) >= 0.7 * width
    return len(above.text) + len(line.text.split()[0]) >= 0.85 * width


def _is_interruption(line: _Line, above: _Line, after: _Line | None, repeated: Counter[str]) -> bool:
    """Whether a line is a page number or a running head that interrupts a sentence."""
    if after is None or not after.goes_on or not unfinished(above.text) or line.goes_on:
        return False
    return bool(_PAGE.fullmatch(line.text)) or (len(line.text) <= 80 and repeated[_without_digits(line.text)] >= 3)


def _without_digits(text: str) -> str:
    """A line without its digits, by which the running heads of different pages are alike."""
    return re.sub(r"\d+", "", text).strip(" |-–—·•")


def is_title(text: str) -> bool:
    """Whether a line is in capitals or has its weighty words capitalised, as titles and names have."""
    words = [word.strip("\"'()[],;:*_#?!") for word in text.split()]
    weighty = [word for word in words if len(word) > 3 or word[:1].isupper()]
    capital = sum(not word[:1].islower() for word in weighty)
    return bool(weighty) and capital >= 0.75 * len(weighty) and capital >= 0.5 * len(words)


def _gather(view: str, found: Sequence[Sequence[_Line]], interruptions: Sequence[_Line]) -> list[Paragraph]:
    """Paragraphs of the groups of lines: short list items are gathered with what leads in to them."""
    gathered: list[Paragraph] = []
    left = deque((line.start, line.end) for line in interruptions)
    for group in found:
        start, end = group[0].start, group[-1].end
        deque(_take_until(left, start), maxlen=0)  # between two paragraphs
        inside = tuple(_take_until(left, end))
        paragraph = Paragraph(start, end, (start,) if group[0].item else (), inside)
        above = gathered[-1] if gathered else None
        if above and _is_next_item(view, above, paragraph):
            items, inside = above.items + paragraph.items, above.interruptions + inside
            gathered[-1] = Paragraph(above.start, end, items, inside)
        else:
            gathered.append(paragraph)
    return gathered


def _take_until(spans: deque[tuple[int, int]], end: int) -> Iterator[tuple[int, int]]:
    """The spans that begin before a place, taken from the left."""
    while spans and spans[0][0] < end:
        yield spans.popleft()


def _is_next_item(view: str, above: Paragraph, paragraph: Paragraph) -> bool:
    """Whether a paragraph is a short list item below another one, or below what leads in to it with a colon."""
    is_short_item = bool(paragraph.items) and paragraph.end - paragraph.start <= _ITEM
    return is_short_item and len(above.items) < _ITEMS and (bool(above.items) or view[above.end - 1] == ":")
