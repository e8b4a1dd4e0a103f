"""NewsBank, and any file whose articles are numbered ("Article 3 of 20") with a few lines about each above its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from stance.dates import find_date, leading_date
from stance.readers.blocks import TextBlock, TextKind
from stance.readers.exports.article import around_articles, body_and_tail, split_before
from stance.readers.exports.roles import COPYRIGHT, Piece, Role, head_piece, tail_role
from stance.readers.metadata import authors_in, is_outlet, source_in

_NUMBER: Final = re.compile(
    r"(?:article|document|record|item|story|result|text|page)?\s*(?:no\.? |#)?(\d{1,6}) (?:of|out of|/|von|de|sur)"
    r" (\d{1,6})(?: (?:articles?|records?|items?|results?|stories))?\.?",
    re.IGNORECASE,
)
_RECORD: Final = re.compile(r"record(?: number)?:\s*[0-9A-Z]{8,}", re.IGNORECASE)
_BYLINE: Final = re.compile(
    r"author/byline:\s*(?P<names>[^|]*)(?:\|(?P<rest>.*))?|author\(s\):\s*(?P<names2>.*)", re.IGNORECASE
)
_BUTTON: Final = re.compile(
    r"(?:read news document|[\d,]+\s*words|[\d,]+|words|view (?:image|page).*|e-?mail|print)", re.IGNORECASE
)
_TAIL: Final = re.compile(
    r"(?:[•·]\s*)?(?:citation|record(?: number)?|index terms|dateline|memo|caption|copyright|openurl link"
    r"|inside newsbank|to bookmark this article|readability)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_READ: Final = "read news document"
"""The button that no other database has."""
_LINE: Final = 200
_HEAD_BLOCKS: Final = 10
_AFTER_DATE: Final = 40
"""Characters that an edition and the time take behind a date, at most."""


def is_newsbank(blocks: Sequence[TextBlock]) -> bool:
    """Whether articles have the byline and the source line of NewsBank, or its record numbers below them."""
    texts = [block.text for block in blocks if len(block.text) < _LINE]
    has_source = any(_source(text) for text in texts)
    return has_source and any(_BYLINE.match(text) or _RECORD.match(text) or text.lower() == _READ for text in texts)


def split_newsbank(blocks: Iterable[TextBlock]) -> Iterator[list[TextBlock]]:
    """The blocks of each article: a title above the line of date and outlet begins one."""
    article: list[TextBlock] = []
    for block in (block for block in blocks if block.text):
        last = article[-1] if article else None
        if last and len(block.text) < _LINE and _source(block.text) and len(last.text) < _LINE and len(article) > 1:
            yield article[:-1]
            article = [last]
        article.append(block)
    if article:
        yield article


def sort_newsbank(blocks: Sequence[TextBlock]) -> list[Piece]:
    """What each block of an article is: title, "date | outlet", byline, section, the body, lines about the record."""
    source_at = next((i for i, block in enumerate(blocks[:3]) if _source(block.text)), None)
    if source_at is None:
        return around_articles(blocks, _LINE)
    outlet, date = _source(blocks[source_at].text) or ("", "")
    pieces = [Piece(Role.TITLE, block.text) for block in blocks[:source_at]]
    pieces += [Piece(Role.OUTLET, outlet), Piece(Role.DATE, date)]
    start = source_at + 1
    while start < len(blocks) and (head := _newsbank_head(blocks[start].text)):
        pieces += head
        start += 1
    return [*pieces, *body_and_tail(blocks[start:], _tail_role)]


def _source(text: str) -> tuple[str, str] | None:
    """(outlet, date) of "May 3, 2024 | Harbour Post, The (Oslo)" and "Harbour Post, The (Oslo) - May 3, 2024"."""
    if len(text) >= _LINE or "\n" in text:
        return None
    date = leading_date(text)
    if date and text[date.end :].lstrip().startswith("|"):
        return text[date.end :].strip(" |"), text[: date.end]
    found = find_date(text)
    if found and found.end == len(text.rstrip()) and text[: found.start].rstrip().endswith((" -", " –", "|")):
        return text[: found.start].strip(" -–|"), text[found.start :]
    return None


def _newsbank_head(text: str) -> list[Piece]:
    match = _BYLINE.fullmatch(text)
    if match:
        names = match["names"] or match["names2"] or ""
        return [Piece(Role.BYLINE, names.strip()), Piece(Role.SECTION, (match["rest"] or "").strip())]
    if _BUTTON.fullmatch(text):
        return [Piece(Role.LABEL, text)]
    label = head_piece(text) if len(text) < _LINE else None
    return [label] if label else []


def is_numbered(blocks: Sequence[TextBlock]) -> bool:
    """Whether blocks number the articles of the file, one after the other; a lone number needs a source line below."""
    places = [i for i, block in enumerate(blocks) if _starts(block)]
    numbers = [match for i in places if (match := _NUMBER.fullmatch(blocks[i].text))]
    if len(numbers) == 1:
        source = (source_in(block.text) for block in blocks[places[0] + 1 : places[0] + _HEAD_BLOCKS])
        is_border = places[0] == 0 or numbers[0][0][:1].isalpha()
        return is_border and any(found and found[0] for found in source)
    firsts = [int(match[1]) for match in numbers]
    totals = {int(match[2]) for match in numbers}
    return len(firsts) >= 2 and len(totals) == 1 and firsts == list(range(firsts[0], firsts[0] + len(firsts)))


def _starts(block: TextBlock) -> bool:
    """Whether the block is an article's number."""
    return len(block.text) < 60 and bool(_NUMBER.fullmatch(block.text))


split_numbered: Final = split_before(lambda _, block: _starts(block))


def sort_numbered(blocks: Sequence[TextBlock]) -> list[Piece]:
    """What each block of an article is, by its form: a title, a byline, a line with date and outlet, the body."""
    if not blocks or not _starts(blocks[0]):
        return around_articles(blocks, _LINE)
    pieces = [Piece(Role.BORDER, blocks[0].text)]
    start = 1
    while start < min(len(blocks), _HEAD_BLOCKS):
        has_title = any(piece.role is Role.TITLE for piece in pieces)
        head = _line_of_head(blocks[start], has_title=has_title)
        if not head:
            break
        pieces += head
        start += 1
    return [*pieces, *body_and_tail(blocks[start:], _tail_role)]


def _line_of_head(block: TextBlock, *, has_title: bool) -> list[Piece]:
    text = block.text
    if len(text) >= _LINE or block.kind is TextKind.RULE:
        return []
    if label := head_piece(text):
        return [label]
    if source := source_in(text):
        return [Piece(Role.OUTLET, source[0] or ""), Piece(Role.DATE, source[1])]
    if COPYRIGHT.match(text) or _is_date_line(text):
        return [Piece(Role.COPYRIGHT if COPYRIGHT.match(text) else Role.DATE, text)]
    if authors_in(text):
        return [Piece(Role.BYLINE, text)]
    if not has_title and not re.search(r"[.!]$", text):
        return [Piece(Role.TITLE, text)]
    return [Piece(Role.OUTLET, text)] if is_outlet(text) else []


def _is_date_line(text: str) -> bool:
    """Whether a line is a date with an edition or a page at most, and no title such as "May 3, 2001: A day out"."""
    date = leading_date(text)
    return date is not None and len(text) - date.end < _AFTER_DATE and not text[date.end :].lstrip().startswith(":")


def _tail_role(text: str) -> Role | None:
    is_known = len(text) < _LINE * 2 and (_TAIL.fullmatch(text) or COPYRIGHT.match(text))
    return Role.LABEL if is_known else tail_role(text)
