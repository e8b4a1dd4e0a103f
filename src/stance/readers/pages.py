"""Lines with their places on pages → the paragraphs of the text, without running heads, page numbers and footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Final

from stance.readers.blocks import SENTENCE_END, is_of_a_database, join_lines, word_counts
from stance.readers.metadata import authors_in, source_in

_EDGE_LINES: Final = 3
"""Lines at the head and the foot of a page that can be running ones."""

_FOLIO: Final = re.compile(
    r"(?:page\s*)?[-–—|]?\s*\d{1,4}\s*[-–—|]?(?:\s*(?:of|/|\|)\s*\d{1,4})?"
    r"|(?:https?|file)://\S+(?:\s+\d{1,4}/\d{1,4})?"
    r"|\d{1,2}/\d{1,2}/\d{2,4},?\s+\d{1,2}:\d{2}(?:\s*[AP]M)?\b.{0,200}",
    re.IGNORECASE,
)
"""A page number by itself, and what browsers print above and below a page."""

_NOTE: Final = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]+)[\])]?[.:]?\s*(?=\S)")
_WIDEST_INDENT: Final = 40
"""Points from a margin to where an indented line may begin; columns are farther apart."""

_HEADING_SIZE: Final = 1.15
_NOTE_SIZE: Final = 0.93
_CUT_LINE: Final = 45
_FULL: Final = {True: 0.7, False: 0.6}
"""Share of a line's usual length from which on it is full, whether it ends in a stop or not."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: where it begins and stands on its page, in points from the lower left, and its type size."""

    text: str
    x: float
    y: float
    size: float


_Block = list[Line]
"""Lines that make a paragraph, all of about one type size."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What is usual on the pages: type size and length of a line, space between lines."""

    size: float
    length: int
    leading: float


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The paragraphs in reading order, each one line of text; headings, by their type size, begin with "# "."""
    usual = _usual([line for lines in pages for line in lines])
    running = _running(pages)
    kept = [_without_notes([line for line in lines if id(line) not in running], usual) for lines in pages]
    blocks = _joined(kept, usual)
    words = word_counts(line.text for lines in kept for line in lines)
    texts = [(join_lines([line.text for line in block], words), block[0].size) for block in blocks]
    body = " ".join(text for text, size in texts if not _is_large(size, usual))
    return [
        _marked(text, large=_is_large(size, usual))
        for text, size in texts
        if not (_is_large(size, usual) and _repeats(text, body))
    ]


def lines_with_gaps(pages: Sequence[Sequence[Line]]) -> Iterator[str]:
    """The lines in reading order, an empty one where there is more space than within a paragraph.

    Running heads are left out, but not what a database puts at the head and the foot of each article: the outlet above
    the date stands at one height on many pages.
    """
    leading, running = _least_leading(pages), _running(pages)
    for lines in pages:
        above: Line | None = None
        for line, below in zip_longest(lines, lines[1:]):
            is_about = is_of_a_database(line.text) or (below is not None and is_of_a_database(below.text))
            if id(line) in running and not is_about:
                continue
            if above and above.y - line.y > 1.35 * leading:
                yield ""
            yield line.text
            above = line
        if above and (SENTENCE_END.search(above.text) or len(above.text) < _CUT_LINE):
            yield ""  # a longer line without a stop goes on overleaf


def _least_leading(pages: Sequence[Sequence[Line]]) -> float:
    """The space between lines of a paragraph: most lines of an export may stand alone between two gaps."""
    gaps = sorted(a.y - b.y for lines in pages for a, b in pairwise(lines) if a.y > b.y)
    return gaps[len(gaps) // 20] if gaps else 1.0


def _marked(text: str, *, large: bool) -> str:
    """The paragraph with the mark of a heading, if it is large and no sentence."""
    return f"# {text}" if large and not SENTENCE_END.search(text.rstrip("?")) else text


def _repeats(text: str, body: str) -> bool:
    """Whether a paragraph is a sentence of the body, as pull quotes are."""
    return bool(SENTENCE_END.search(text)) and text.strip("“”\"' ") in body


def _is_large(size: float, usual: _Page) -> bool:
    return size > _HEADING_SIZE * usual.size


def _usual(lines: Sequence[Line]) -> _Page:
    """The type size most characters have, with the line length and leading that go with it."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 1.0
    body = [line for line in lines if _same_size(line.size, size)]
    lengths = sorted(len(line.text) for line in body)
    gaps = sorted(a.y - b.y for a, b in pairwise(body) if 0.8 * size < a.y - b.y < 4 * size)
    # The lower quartile: in a text of short paragraphs the middle one may be the space between two of them.
    leading = gaps[len(gaps) // 4] if gaps else 1.2 * size
    return _Page(size or 1.0, lengths[len(lengths) * 3 // 4] if lengths else 1, leading)


def _same_size(a: float, b: float) -> bool:
    return abs(a - b) <= 0.08 * max(a, b)


def _running(pages: Sequence[Sequence[Line]]) -> set[int]:
    """The lines, by their identity, that stand at the edge of several pages, and page numbers."""
    edges = [_edge(lines) for lines in pages]
    repeated = Counter(key for edge in edges for key in {_running_line(line) for line in edge})
    return {
        id(line)
        for lines, edge in zip(pages, edges, strict=True)
        for line in edge
        if repeated[_running_line(line)] >= 2 or (_FOLIO.fullmatch(line.text) and len(lines) > 1)
    }


def _edge(lines: Sequence[Line]) -> list[Line]:
    """The lines nearest to the head and to the foot of the page."""
    heights = sorted({round(line.y) for line in lines})
    outer = {*heights[:_EDGE_LINES], *heights[-_EDGE_LINES:]}
    return [line for line in lines if round(line.y) in outer]


def _running_line(line: Line) -> str:
    """What a running line has alike on all pages: its words without numbers, and about its height."""
    return f"{re.sub(r'[0-9]+', '', line.text).strip()}@{round(line.y / 8)}"


def _without_notes(lines: list[Line], usual: _Page) -> list[Line]:
    """The page without the small type below its last line of body type that begins with a number or a sign."""
    least = _NOTE_SIZE * usual.size
    small = [line for line in lines if line.size < least]
    if not small or len(small) == len(lines):
        return lines
    lowest = min(line.y for line in lines if line.size >= least)
    first = next((k for k, line in enumerate(small) if line.y < lowest + usual.size and _NOTE.match(line.text)), None)
    notes = {id(line) for line in small[first:]} if first is not None else set()
    return [line for line in lines if id(line) not in notes]


def _joined(pages: Sequence[Sequence[Line]], usual: _Page) -> list[_Block]:
    """The lines gathered into paragraphs, over columns and pages; other type in between does not break a sentence."""
    blocks: list[_Block] = []
    for lines in pages:
        margins = _margins(lines)
        previous: Line | None = None
        for line in lines:
            block = _open_block(blocks, line)
            indented = line.x - max((x for x in margins if x <= line.x + 1), default=line.x) > 0.5 * usual.size
            below = block is not None and block[-1] is previous and previous.y > line.y
            if block and _goes_on(block, line, usual, indented=indented, below=below):
                block.append(line)
            else:
                blocks.append([line])
            previous = line
    return blocks


def _margins(lines: Sequence[Line]) -> list[float]:
    """Where the columns of a page begin: where at least a sixth of its lines do, with no other column close by."""
    starts = Counter(round(line.x) for line in lines)
    margins: list[float] = []
    for x in sorted(x for x, count in starts.items() if 6 * count >= len(lines)):
        if not margins or x - margins[-1] > _WIDEST_INDENT:
            margins.append(x)
    return margins


def _open_block(blocks: Sequence[_Block], line: Line) -> _Block | None:
    """The paragraph the line may go on with: the last, or one that smaller type (a caption) cut off in a sentence."""
    for block in reversed(blocks):
        if _same_size(block[0].size, line.size):
            broken_off = line.text[:1].islower() and not SENTENCE_END.search(block[-1].text)
            return block if block is blocks[-1] or broken_off else None
        if block[0].size > line.size:
            return None
    return None


def _goes_on(block: _Block, line: Line, usual: _Page, *, indented: bool, below: bool) -> bool:
    """Whether a line is of the paragraph before it, whose last line it stands `below` on the same page and column."""
    above = block[-1]
    ended = bool(SENTENCE_END.search(above.text))
    full = len(above.text) >= _FULL[ended] * usual.length
    carries_on = not ended and line.text[:1].islower()
    if carries_on and full:  # most lines; asked first since it costs least
        return True
    large = _is_large(line.size, usual)
    if not large and _is_about_source(above):
        return False
    if not below:
        return full and not (indented or ended or large)
    begins = indented and _begins_paragraph(above, line, usual, ended=ended)
    return not begins and (full or large or carries_on) and not _is_apart(above, line, usual, large=large)


def _is_about_source(line: Line) -> bool:
    return bool(authors_in(line.text) or source_in(line.text))


def _is_apart(above: Line, line: Line, usual: _Page, *, large: bool) -> bool:
    """Whether there is more space between two lines than within a paragraph."""
    leading = max(usual.leading, 1.3 * line.size) if large else usual.leading
    return above.y - line.y > 1.35 * leading


def _begins_paragraph(above: Line, line: Line, usual: _Page, *, ended: bool) -> bool:
    """Whether an indented line is the first of a paragraph, and not one of a text that is indented as a whole."""
    return above.x < line.x - 0.3 * usual.size or (abs(above.x - line.x) < 1 and ended)
