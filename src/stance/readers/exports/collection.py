"""Files without the marks of a database → their documents: one, or several where they collect articles of the press.

An article of such a file begins with a title beside lines about its source: outlet and date, byline, number of words.
A file is taken for a collection only where at least two such heads are found; sections under headings are no articles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from stance.readers.blocks import MARKS, SENTENCE_END, TextBlock, TextKind, are_wrapped, join_lines, joined, word_counts
from stance.readers.metadata import authors_in, is_outlet, source_in, told_by
from stance.records import Document

_Head = tuple[int, int, int]
"""Of an article: its first block, its title, and the first part of its text."""

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


def split_collection(blocks: Sequence[TextBlock]) -> Iterator[Document]:
    """The documents, ids empty, in order; none where there is no text. Titles and source lines become metadata."""
    lines = (line for block in blocks for line in _head_apart(block))
    filled = [block for block in lines if block.text and not _FOLIO.fullmatch(block.text)]
    heads = _heads(filled)
    if len(heads) < 2 and not (heads and _is_export(filled, heads[0])):
        if filled:
            yield Document(id="", text=_joined(blocks))
        return
    if any(_is_prose(block) for block in filled[: heads[0][0]]):
        yield Document(id="", text=_joined(filled[: heads[0][0]]))
    running = _running(filled)
    for head, (following, _, _) in zip(heads, [*heads[1:], (len(filled), 0, 0)], strict=True):
        yield _article(filled, head, following, running)


def _head_apart(block: TextBlock) -> list[TextBlock]:
    """The block, or each of its lines where they are a title and lines about its source, one below the other."""
    lines = [replace(block, text=line.strip()) for line in block.text.split("\n")]
    is_head = len(lines) > 1 and all(map(_is_line_of_head, lines)) and any(map(_is_about, lines))
    return lines if is_head else [block]


def _is_line_of_head(line: TextBlock) -> bool:
    return _is_line(line) or _is_about(line)


def _is_export(blocks: Sequence[TextBlock], head: _Head) -> bool:
    """Whether a lone article comes out of a database of newspapers, whose lines about it end or label it."""
    labels = sum(_is_about(block) for block in blocks[head[0] : head[2]])
    return any(_END.fullmatch(block.text) for block in blocks) or (labels >= _LABELS and head[0] < labels)


def _is_prose(block: TextBlock) -> bool:
    return len(block.text) >= _SHORT and bool(SENTENCE_END.search(block.text))


def _is_about(block: TextBlock) -> bool:
    """Whether a part is a line about the source and no text."""
    line = block.text
    if len(line) > _SHORT or block.kind in {TextKind.HEADING, TextKind.ITEM}:
        return False
    return bool(_ABOUT.fullmatch(line) or authors_in(line) or source_in(line))


def _is_line(block: TextBlock) -> bool:
    """Whether a part may be a title or an outlet's name: short and no sentence with a stop."""
    return len(block.text) <= _SHORT and not re.search(r"[.!…]$", block.text) and block.kind is not TextKind.ITEM


def _heads(blocks: Sequence[TextBlock]) -> list[_Head]:
    """Where each article begins."""
    heads: list[_Head] = []
    counts = Counter(block.text for block in blocks)
    twice = {text for text, count in counts.items() if count >= 2}
    i = 0
    while i < len(blocks):
        end = _end_of_head(blocks, i, twice)
        if end:
            # The collection's own name may stand above each title.
            named = i > 0 and blocks[i - 1].text in twice and _is_line(blocks[i - 1])
            heads.append((i - named, *end))
            i = end[1]
        else:
            i += 1
    return heads


def _end_of_head(blocks: Sequence[TextBlock], start: int, twice: set[str]) -> tuple[int, int] | None:
    """(title, first block of the text) where an article's head begins at `start`: lines only, a date, and an origin."""
    if not _is_line(blocks[start]):
        return None
    end = start
    while end < min(len(blocks), start + _HEAD + 2) and _is_line_of_head(blocks[end]):
        end += 1
    about = [k for k in range(start, end) if _is_about(blocks[k])]
    if not about or about[0] - start >= _HEAD:
        return None
    last = max(k for k in about if k - start < _HEAD)
    title = _title_place(blocks[start:end], {k - start for k in about}, last - start, twice)
    if title is None or not _has_origin(blocks, about):
        return None
    return start + title, max(last, start + title) + 1


def _title_place(head: Sequence[TextBlock], about: set[int], last: int, twice: set[str]) -> int | None:
    """Where the title of a head stands, whose lines about the source are given; None where it has none.

    A heading below the source lines is the title; one further down already heads a section of the text.
    """
    heading = next((k for k, block in enumerate(head) if block.kind is TextKind.HEADING), None)
    if heading and 0 not in about:
        return None
    if heading is not None and heading <= last + 1:
        return heading
    lines = [k for k in range(len(head)) if k not in about]
    # What stands in the file twice is the collection's own name, or that of an outlet, before it is a title.
    title = next((k for k in lines if head[k].text not in twice), next(iter(lines), None))
    return title if title is not None and title <= last + 1 else None


def _has_origin(blocks: Sequence[TextBlock], about: Sequence[int]) -> bool:
    """Whether the lines about the source have a date, and say besides where the article is from."""
    sources = [source for k in about if (source := source_in(blocks[k].text))]
    names_outlet = any(outlet for outlet, _ in sources)
    return bool(sources) and (names_outlet or any(_names_origin(blocks[k].text) for k in about))


def _names_origin(line: str) -> bool:
    return bool(authors_in(line) or _WORDS.fullmatch(line))


def _running(blocks: Sequence[TextBlock]) -> set[str]:
    """Short lines that stand in the file again and again, such as the collection's own name."""
    counts = Counter(block.text for block in blocks if len(block.text) <= 80 and not SENTENCE_END.search(block.text))
    return {text for text, count in counts.items() if count >= 3}


def _article(blocks: Sequence[TextBlock], head: _Head, following: int, running: set[str]) -> Document:
    """The document of one article; what stands below its text about itself is left out."""
    start, title, first = head
    lines = blocks[start:first]
    body = []
    for block in blocks[first:following]:
        if _END.fullmatch(block.text):
            break
        if block.text not in running and not (_is_about(block) and block.kind is TextKind.PARAGRAPH):
            body.append(block)
    known = told_by(block.text for block in lines)
    named = [block.text for block in blocks[title + 1 : first] if not _is_about(block) and is_outlet(block.text)]
    heading = TextBlock(TextKind.HEADING, blocks[title].text)
    return Document(
        id="",
        text=_joined([heading, *body]),
        title=heading.text,
        authors=known["authors"],
        outlet=known["outlet"] or next(iter(named), None),
        date=known["date"],
    )


def _joined(blocks: Sequence[TextBlock]) -> str:
    """The text of the blocks, a blank line between; lines pasted as paragraphs of their own are joined again."""
    if not are_wrapped(blocks):
        return joined(blocks)
    texts = [MARKS.get(block.kind, "") + block.text for block in blocks]
    lengths = sorted(len(text) for text in texts if text)
    usual = lengths[len(lengths) * 3 // 4]
    groups: list[list[str]] = [[]]
    above: TextBlock | None = None
    for block, text in zip(blocks, texts, strict=True):
        if not _goes_on(groups[-1], above, block, usual):
            groups.append([])
        above = block
        if text:
            groups[-1].append(text)
    words = word_counts(texts)
    return "\n\n".join(join_lines(group, words) for group in groups if group)


def _goes_on(group: Sequence[str], above: TextBlock | None, block: TextBlock, usual: int) -> bool:
    """Whether a block is a further line of the paragraph above it."""
    last = group[-1] if group else ""
    ended = bool(SENTENCE_END.search(last)) and len(last) < 0.75 * usual
    if block.kind is not TextKind.PARAGRAPH or not block.text or ended or last.startswith("# "):
        return False
    return not (_is_about(block) or (above is not None and _is_about(above)))
