"""Quotation marks → quotations, whatever state the marks are in: odd, doubled, unclosed, straight or curly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

MARKS: Final = re.compile(r"\"|“|”|„|«|»|``|''|'(?<!\w')(?=\w)|'(?<=[\w.,!?…]')(?!\w)|‘|’(?<=[\w.,!?…]’)(?!\w)")
"""Anything that may open or close a quotation; an apostrophe inside a word is none.

Each begins with the mark itself, and only then looks back: so the expression skips at once to the next mark.
"""

LOOSE: Final = re.compile(r"\"(?<!\S\")(?!\S)")
"""A mark between blanks, as where a text was taken apart into words: '" The pact holds , "'; one alone is none."""

OPENERS: Final = frozenset({"“", "„", "«", "``", "‘"})
CLOSERS: Final = frozenset({"”", "»", "’"})
SINGLE: Final = frozenset({"'", "‘", "’"})


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks, as half-open offsets into the text given."""

    start: int
    end: int


def find_quotes(text: str) -> list[Quote]:
    """The quotations of one paragraph, in order, not overlapping; an unclosed one runs to the paragraph's end.

    Single marks count only where a pair of them is found outside double marks, since most are apostrophes.
    """
    quotes: list[Quote] = []
    loose = len(LOOSE.findall(text)) >= 2
    opened: re.Match[str] | None = None
    single: re.Match[str] | None = None
    for match in MARKS.finditer(text):
        if match.group() in SINGLE:
            if opened is None:
                single = _pair_single(text, match, single, quotes)
        elif opened is None:
            if _can_open(text, match, loose=loose):
                opened, single = match, None
        elif _can_close(text, match):
            quotes.append(Quote(opened.start(), match.end()))
            opened = None
        elif _can_open(text, match):  # the closing mark of the last quotation is missing
            quotes.append(Quote(opened.start(), match.start()))
            opened = match
    if opened is not None and opened.end() < len(text):
        quotes.append(Quote(opened.start(), len(text)))
    return quotes


def _pair_single(
    text: str, match: re.Match[str], opened: re.Match[str] | None, quotes: list[Quote]
) -> re.Match[str] | None:
    """The single mark that stays open after `match`; a completed pair joins `quotes`."""
    if opened is not None and _can_close(text, match):
        quotes.append(Quote(opened.start(), match.end()))
        return None
    return match if _can_open(text, match) else opened


def _can_open(text: str, match: re.Match[str], *, loose: bool = False) -> bool:
    if match.group() in CLOSERS:
        return False
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    apart = loose and bool(after) and not (after + before).strip()
    return (
        match.group() in OPENERS
        or apart
        or (bool(after.strip()) and (not before or not (before.isalnum() or before in ".,!?…;")))
    )


def _can_close(text: str, match: re.Match[str]) -> bool:
    if match.group() in OPENERS:
        return False
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    return match.group() in CLOSERS or bool(before.strip()) or not after.strip()
