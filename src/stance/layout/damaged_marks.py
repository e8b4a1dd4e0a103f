"""Quotation marks that a text's way through other hands has spoilt, set right in the view without changing its length.

Where apostrophes and marks became one character and were put back by counting, a possessive opens a quotation and each
mark after it stands on the wrong side: the miners "leaders call it a" fair "price.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import zip_longest
from typing import Final

from stance.lexicon.layout import NOT_POSSESSIVE

FARTHEST_CLOSE: Final = 6
"""Paragraphs below a quotation left open in which the mark is sought that closes it."""

_POSSESSIVE: Final = re.compile(r"(?<![\w-])([A-Za-z-]{3,30}s) \"(?=[a-z(]|[A-Z]{2,}\b)|\w \"(?=s )")
_STOPS: Final = (",", ".", "?", "!", "…")


def mend_marks(view: str, paragraphs: Iterable[tuple[int, int]]) -> str:
    """The view with possessives and misplaced marks of its paragraphs set right, as long as before. Linear."""
    if '"' not in view:
        return view
    characters = list(view)
    pieces = [(i, start, view[start:end]) for i, (start, end) in enumerate(paragraphs)]
    marked = [piece for piece in pieces if '"' in piece[2]]
    opened: int | None = None
    for (i, start, text), after in zip_longest(marked, marked[1:]):
        is_open = opened is not None and i - opened <= FARTHEST_CLOSE
        goes_on = after is not None and after[0] - i <= FARTHEST_CLOSE and _goes_on(after[2], after[0] - i)
        mended, stays_open = _mended(text, is_open=is_open, goes_on=goes_on)
        opened = i if stays_open else None
        characters[start : start + len(text)] = mended
    return "".join(characters)


def _goes_on(text: str, distance: int) -> bool:
    """Whether a paragraph goes on with a quotation that was opened so many paragraphs above.

    It closes it ('and it holds," she says', 'and it holds. "') or, right below, opens it anew.
    """
    place = text.index('"')
    return (place > 0 and not text[place + 1 : place + 2].strip()) or (place == 0 and distance == 1)


def _mended(text: str, *, is_open: bool, goes_on: bool) -> tuple[str, bool]:
    """A paragraph with its marks set right, and whether it leaves a quotation open."""
    marks = [i for i, character in enumerate(text) if character == '"']
    is_odd = len(marks) % 2 == 1
    possessive = _possessive(text) if is_odd and not goes_on else None
    if possessive is not None:
        letter = "s" if text[possessive + 1 : possessive + 3] == "s " else ""
        text = f"{text[: possessive - 1]}'{letter} {text[possessive + 1 + len(letter) :]}"
        marks.remove(possessive)
    elif not (is_open and is_odd and text[: marks[0]].rstrip().endswith(_STOPS)):
        return text, is_odd
    first_opens = possessive is not None
    characters = list(text)
    for k, place in enumerate(marks):
        _turn(characters, place, opens=first_opens == (k % 2 == 0))
    return "".join(characters), is_open and not marks


def _possessive(text: str) -> int | None:
    """The place of the first mark that is an apostrophe: 'the miners "wages', 'the council "s plan'."""
    found = (m.end() - 1 for m in _POSSESSIVE.finditer(text) if (m[1] or "").casefold() not in NOT_POSSESSIVE)
    return next(found, None)


def _turn(characters: list[str], place: int, *, opens: bool) -> None:
    """Move one mark to the word it belongs to, where it stands at the wrong one."""
    before = characters[place - 1] if place else ""
    after = characters[place + 1] if place + 1 < len(characters) else ""
    if opens and before.strip() and after == " ":
        characters[place : place + 2] = ' "'
    if not opens and before == " " and after.islower():
        characters[place - 1 : place + 1] = '" '
