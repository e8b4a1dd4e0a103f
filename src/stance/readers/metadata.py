"""Title, byline and source line at the head of a text whose format does not mark them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile
from typing import Any, Final

from stance.dates import WEEKDAY, find_date
from stance.records import Document

_MOST_LINES: Final = 25
"""Blocks above the first paragraph that are looked at: a printed web page begins with its menu."""

_PARAGRAPH: Final = 150
"""Characters of a block from which on it is of the text."""

_BYLINE: Final = re.compile(r"(?:by|byline:?|author:)\s+(?=[^\W\d_])(.{3,120}?)\.?", re.IGNORECASE)
_NAME: Final = re.compile(r"[^\W\d_][\w.’'-]*(?:\s+(?:[^\W\d_][\w.’'-]*)){1,4}")
_LINKING: Final = frozenset(
    ("al", "bin", "da", "de", "del", "den", "der", "di", "du", "ibn", "la", "le", "van", "von", "zu")
)
_WEEKDAY_BEFORE: Final = re.compile(rf"{WEEKDAY},?\s+$", re.IGNORECASE)
_AFTER: Final = re.compile(
    rf"[\s,;|·)]*+(?:{WEEKDAY})?[\s,;|·]*+"
    r"(?:pp?\.?|page)?\s*+(?:[A-Z]?\d{1,3}(?:[-–]\d{1,3})?)?[\s).]*+"
    r"(?:·?\s*\d+[\s-]min(?:ute)?s?\s+read)?",
    re.IGNORECASE,
)
"""What may follow the date of a source line: weekday, page, time to read."""

_LABEL: Final = re.compile(r"^(?:source|published(?: in| by| on)?|from|date|publication)\s*:?\s+", re.IGNORECASE)
_EDGES: Final = " #,|·(–—-"
_OUTLET_LENGTH: Final = 60
_SOURCE_LENGTH: Final = 160


def with_metadata(document: Document) -> Document:
    """The document with title, authors, outlet and date where the lines at its head are one; its text as it was."""
    blocks = list(takewhile(lambda block: len(block) < _PARAGRAPH, document.text.split("\n\n", _MOST_LINES)))
    title = next((block.strip("# ") for block in blocks if block.startswith("# ")), None)
    told = {"title": title} | told_by(blocks)
    known: dict[str, Any] = {field: getattr(document, field) or words for field, words in told.items()}
    return replace(document, **known)


def told_by(lines: Iterable[str]) -> dict[str, str | None]:
    """Authors, outlet and date by the first byline and the first line about the source, None where there is none."""
    lines = list(lines)
    outlet, date = next(filter(None, map(source_in, lines)), (None, None))
    return {"authors": next(filter(None, map(authors_in, lines)), None), "outlet": outlet, "date": date}


def authors_in(line: str) -> str | None:
    """The people a byline names, joined by "; ", also one that a date closes; None where the line is none."""
    dated = find_date(line[:_SOURCE_LENGTH])
    words = line[: dated.start] if dated and _AFTER.fullmatch(line, dated.end) else line
    found = _BYLINE.fullmatch(words.strip().strip(_EDGES).strip("*_"))
    return names_in(found[1]) if found else None


def names_in(words: str) -> str | None:
    """The people that are named, joined by "; "; None where something else stands among them."""
    names = [name.strip() for name in re.split(r"\s*(?:,|;|&|\band\b)\s*", words) if name.strip()]
    return "; ".join(names) if names and all(map(_is_name, names)) else None


def _is_name(text: str) -> bool:
    words = text.split()
    capital = all(word[0].isupper() or word in _LINKING for word in words)
    return bool(_NAME.fullmatch(text)) and capital


def source_in(line: str) -> tuple[str | None, str] | None:
    """(outlet, ISO date) of a line "Outlet, 14 March 2024, p. 7" or of a date alone; None where it is neither."""
    date = find_date(line[:_SOURCE_LENGTH])
    if date is None or not _AFTER.fullmatch(line, date.end):
        return None
    before = _WEEKDAY_BEFORE.sub("", line[: date.start])
    outlet = _LABEL.sub("", before).strip(_EDGES)
    if outlet and not is_outlet(outlet):
        return None
    return (None if authors_in(outlet) else outlet or None), date.iso


def is_outlet(text: str) -> bool:
    """Whether words are capitalised as an outlet's name is, and are no sentence or label."""
    if len(text) > _OUTLET_LENGTH:
        return False
    words = [word for word in text.split() if len(word) > 3]
    return all(word[0].isupper() or not word[0].isalpha() for word in words) and not re.search(r"[.:!?]", text)
