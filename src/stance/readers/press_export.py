"""The parts of a Word or RTF file → its documents: one, or several where it is a collection of press clippings.

A clipping begins with a title beside lines about its source: outlet and date, byline, number of words. A file is taken
for a collection only where at least two such heads are found; sections under headings are no clippings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

from stance.readers.hyphens import join_lines, word_counts
from stance.readers.metadata import authors_in, is_outlet, source_in
from stance.records import Document


class BlockKind(Enum):
    """What a part of the file is by its markup; an empty paragraph parts those around it."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    BOX = "box"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph of the file with its text; lines in it are those its writer broke."""

    kind: BlockKind
    text: str


_Head = tuple[int, int, int]
"""Of a clipping: its first part, its title, and the first part of its text."""

_MARKS: Final = {BlockKind.HEADING: "# ", BlockKind.ITEM: "- "}
_SHORT: Final = 160
"""Characters of a title or of a line about the source, at most."""

_HEAD: Final = 12
"""Lines from a title to the last line about its source, at most."""

_LABELS: Final = 4
"""Lines about its source that the head of an article in a database has, at least; a byline and a date are two."""

_ABOUT: Final = re.compile(
    r"(?:(?:length|section|byline|dateline|source|publication(?:[ -]type)?|copyright|language|load-date|author|date"
    r"|page|edition|headline|subject|industry|geographic|company|person|journal code|highlight|graphic)\s*:.*"
    r"|\d[\d,]* words|body|classification|english|(?-i:[A-Z]{3,8})|(?:copyright|©|\(c\)).*|all rights reserved\.?"
    r"|end of document|document [a-z0-9]{12,})",
    re.IGNORECASE,
)
"""Lines that databases of newspapers put above and below an article."""

_END: Final = re.compile(r"(?i:end of document)|Document [A-Za-z0-9]{12,}|(?i:classification)")
_FOLIO: Final = re.compile(
    r"(?:page\s+)?\d{1,3}\s*(?:of|/)\s*\d{1,3}|page\s+\d{1,3}|[*_~=–—-]{3,}|(?:\*\s){2,}\*", re.I
)
_WORDS: Final = re.compile(r"\d[\d,]* words|length\s*:.*|byline\s*:.*|source\s*:.*", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’)\]]*$")


def clippings(parts: Sequence[TextBlock]) -> Iterator[Document]:
    """The documents, ids empty, in order; none where there is no text. Titles and source lines become metadata."""
    filled = [part for part in parts if part.text and not _FOLIO.fullmatch(part.text)]
    heads = _heads(filled)
    if len(heads) < 2 and not (heads and _is_export(filled, heads[0])):
        if filled:
            yield Document(id="", text=_joined(parts))
        return
    if any(_is_prose(part) for part in filled[: heads[0][0]]):
        yield Document(id="", text=_joined(filled[: heads[0][0]]))
    running = _running(filled)
    for head, (following, _, _) in zip(heads, [*heads[1:], (len(filled), 0, 0)], strict=True):
        yield _clipping(filled, head, following, running)


def _is_export(parts: Sequence[TextBlock], head: _Head) -> bool:
    """Whether a lone article comes out of a database of newspapers, whose lines about it end or label it."""
    labels = sum(_is_about(part) for part in parts[head[0] : head[2]])
    return any(_END.fullmatch(part.text) for part in parts) or (labels >= _LABELS and head[0] < labels)


def _is_prose(part: TextBlock) -> bool:
    return len(part.text) >= _SHORT and bool(_SENTENCE_END.search(part.text))


def _is_about(part: TextBlock) -> bool:
    """Whether a part is a line about the source and no text."""
    line = part.text
    if len(line) > _SHORT or part.kind in {BlockKind.HEADING, BlockKind.ITEM}:
        return False
    return bool(_ABOUT.fullmatch(line) or authors_in(line) or source_in(line))


def _is_line(part: TextBlock) -> bool:
    """Whether a part may be a title or an outlet's name: short and no sentence with a stop."""
    return len(part.text) <= _SHORT and not re.search(r"[.!…]$", part.text) and part.kind is not BlockKind.ITEM


def _heads(parts: Sequence[TextBlock]) -> list[_Head]:
    """Where each clipping begins."""
    heads: list[_Head] = []
    counts = Counter(part.text for part in parts)
    twice = {text for text, count in counts.items() if count >= 2}
    i = 0
    while i < len(parts):
        end = _end_of_head(parts, i, twice)
        if end:
            # The collection's own name may stand above each title.
            named = i > 0 and parts[i - 1].text in twice and _is_line(parts[i - 1])
            heads.append((i - named, *end))
            i = end[1]
        else:
            i += 1
    return heads


def _end_of_head(parts: Sequence[TextBlock], start: int, twice: set[str]) -> tuple[int, int] | None:
    """(title, first part of the text) where a clipping's head begins at `start`: lines only, a date, and an origin."""
    if not _is_line(parts[start]):
        return None
    end = start
    while end < len(parts) and end - start < 14 and (_is_line(parts[end]) or _is_about(parts[end])):
        end += 1
    about = [k for k in range(start, end) if _is_about(parts[k])]
    if not about or about[0] - start >= _HEAD:
        return None
    headings = [k for k in range(start, end) if parts[k].kind is BlockKind.HEADING]
    last = max(k for k in about if k - start < _HEAD)
    # A heading below the source lines is the title; one further down already heads a section of the text.
    title = next((k for k in headings if k <= last + 1), None)
    if title is None:
        lines = [k for k in range(start, end) if k not in about]
        # What stands in the file twice is the collection's own name, or that of an outlet, before it is a title.
        title = next((k for k in lines if parts[k].text not in twice), lines[0] if lines else None)
    if title is None or title > last + 1 or (headings and headings[0] > start and start not in about):
        return None
    sources = [found for k in about if (found := source_in(parts[k].text))]
    told = any(outlet for outlet, _ in sources) or any(
        authors_in(parts[k].text) or _WORDS.fullmatch(parts[k].text) for k in about
    )
    return (title, max(last, title) + 1) if sources and told else None


def _running(parts: Sequence[TextBlock]) -> set[str]:
    """Short lines that stand in the file again and again, such as the collection's own name."""
    counts = Counter(part.text for part in parts if len(part.text) <= 80 and not _SENTENCE_END.search(part.text))
    return {text for text, count in counts.items() if count >= 3}


def _clipping(parts: Sequence[TextBlock], head: _Head, following: int, running: set[str]) -> Document:
    """The document of one clipping; what stands below its text about itself is left out."""
    start, title, first = head
    lines = parts[start:first]
    body = []
    for part in parts[first:following]:
        if _END.fullmatch(part.text):
            break
        if part.text not in running and not (_is_about(part) and part.kind is BlockKind.PARAGRAPH):
            body.append(part)
    outlet, date = next((found for part in lines if (found := source_in(part.text))), (None, None))
    authors = next((names for part in lines if (names := authors_in(part.text))), None)
    named = [part.text for part in parts[title + 1 : first] if not _is_about(part) and is_outlet(part.text)]
    heading = TextBlock(BlockKind.HEADING, parts[title].text)
    return Document(
        id="",
        text=_joined([heading, *body]),
        title=heading.text,
        authors=authors,
        outlet=outlet or next(iter(named), None),
        date=date,
    )


def _joined(parts: Sequence[TextBlock]) -> str:
    """The text of the parts, a blank line between; lines pasted as paragraphs of their own are joined again."""
    texts = [_MARKS.get(part.kind, "") + part.text for part in parts]
    if not _is_wrapped(parts):
        return "\n\n".join(text for text in texts if text)
    words = word_counts(texts)
    usual = sorted(len(text) for text in texts if text)[len([text for text in texts if text]) * 3 // 4]
    groups: list[list[str]] = [[]]
    alone = False
    for part, text in zip(parts, texts, strict=True):
        above, alone = alone, _is_about(part)
        last = groups[-1][-1] if groups[-1] else ""
        ended = bool(_SENTENCE_END.search(last)) and len(last) < 0.75 * usual
        if part.kind is not BlockKind.PARAGRAPH or not text or ended or above or alone or last.startswith("# "):
            groups.append([])
        if text:
            groups[-1].append(text)
    return "\n\n".join(join_lines(group, words) for group in groups if group)


def _is_wrapped(parts: Sequence[TextBlock]) -> bool:
    """Whether each line of a page became a paragraph, as when text is pasted out of a PDF."""
    lines = [part.text for part in parts if part.kind is BlockKind.PARAGRAPH and part.text]
    open_ended = sum(not _SENTENCE_END.search(a) and b[:1].islower() for a, b in pairwise(lines))
    return len(lines) >= 8 and open_ended >= 0.4 * len(lines)
