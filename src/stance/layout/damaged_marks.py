"""Apostrophes that became quotation marks on a text's way through other hands, set right in their places.

Where apostrophes and marks became one character and were put back by counting, a possessive opens a quotation that
nobody closes: the miners "wages. Only a mark that can be nothing else is read so. It is replaced where it stands and no
mark is moved, so that a place in the view is the same place in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import zip_longest
from typing import Final

from stance.lexicon.layout import BEGINNERS, DANGLING, NO_THINGS, PLURAL_DETERMINERS
from stance.lexicon.text import UNKNOWN, noun_class, third_persons
from stance.lexicon.verbs import CLAUSE_VERBS

FARTHEST_CLOSE: Final = 6
"""Paragraphs below a quotation left open in which the mark is sought that closes it."""

_REACH: Final = 64
_SINGULAR: Final = re.compile(r"(?<=\w )\"(?=s )")
"""The mark of the council "s plan: no quotation begins with a lone "s"."""
_PLURAL: Final = re.compile(r"(?:(?<![\w'-])([\w'-]{1,30}) )?(?<![\w'-])([A-Za-z-]{3,30}s) $")
_POSSESSED: Final = re.compile(r"\(?([a-z][a-z-]*|[A-Z]{2,})\b")
_SINGLE_CLOSE: Final = re.compile(r"[\w.,!?…]'(?!\w)")
_HOLDERS: Final = frozenset({"person", "group"})
_FUNCTION_WORDS: Final = BEGINNERS | DANGLING | NO_THINGS


def mend_marks(view: str, paragraphs: Iterable[tuple[int, int]]) -> str:
    """The view with marks of its paragraphs that are apostrophes replaced, all else in its place. Linear."""
    if '"' not in view:
        return view
    characters = list(view)
    pieces = [(i, start, view[start:end]) for i, (start, end) in enumerate(paragraphs)]
    marked = [piece for piece in pieces if '"' in piece[2]]
    for (i, start, text), after in zip_longest(marked, marked[1:]):
        if after is not None and after[0] - i <= FARTHEST_CLOSE and _goes_on(after[2], after[0] - i):
            continue
        place = _apostrophe(text)
        if place is not None:
            characters[start + place] = "'"
    return "".join(characters)


def _goes_on(text: str, distance: int) -> bool:
    """Whether a paragraph goes on with a quotation that was opened so many paragraphs above.

    It closes it ('and it holds," she says', 'and it holds. "') or, right below, opens it anew.
    """
    place = text.index('"')
    return distance == 1 if place == 0 else _closes(text, place) or not text[place + 1 : place + 2].strip()


def _apostrophe(text: str) -> int | None:
    """The place of the mark that makes a paragraph's marks odd because it is an apostrophe; none where that is unsure.

    With a mark behind a digit it is: 'a 6" plank' and 'it fell by 5" in all' look alike.
    """
    marks = [i for i, character in enumerate(text) if character == '"']
    if len(marks) % 2 == 0 or any(text[i - 1 : i].isdigit() for i in marks):
        return None
    singular = _SINGULAR.search(text)
    place = singular.start() if singular else marks[-1]
    sure = singular is not None or (_are_paired(text, marks[:-1]) and _is_plural_possessive(text, place))
    # A single mark that may close would make a quotation of what stands between: miners 'wages and dockers'.
    return place if sure and not _SINGLE_CLOSE.search(text, place) else None


def _are_paired(text: str, marks: list[int]) -> bool:
    """Whether marks open and close in turn, by the side on which a word stands: none is odd, for another reason."""
    return all(_closes(text, place) if k % 2 else _opens(text, place) for k, place in enumerate(marks))


def _opens(text: str, place: int) -> bool:
    before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
    return not before.isalnum() and bool(after.strip())


def _closes(text: str, place: int) -> bool:
    before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
    return bool(before.strip()) and not after.isalnum()


def _is_plural_possessive(text: str, place: int) -> bool:
    """Whether people or bodies stand before a mark and what may be theirs behind it: 'the miners "wages'.

    What may also be a verb needs an article or a numeral: 'the guards "wages', but not 'the army guards "wages'.
    """
    holder = _PLURAL.search(text[max(0, place - _REACH) : place])
    thing = _POSSESSED.match(text, place + 1)
    if holder is None or thing is None:
        return False
    noun = holder[2].lower()
    singular = f"{noun[:-3]}y" if noun.endswith("ies") else noun[:-1]
    determiner = (holder[1] or "").lower()
    is_noun = noun not in third_persons() or determiner.isdigit() or determiner in PLURAL_DETERMINERS
    return is_noun and noun_class(singular) in _HOLDERS and _may_be_owned(thing[1])


def _may_be_owned(word: str) -> bool:
    """Whether a word may begin what somebody has: no function word ("no tram") and no verb of saying ("agree")."""
    lower = word.lower()
    is_verb = lower.endswith("ed") or (lower in CLAUSE_VERBS and noun_class(lower) == UNKNOWN)
    return word.isupper() or not (is_verb or lower in _FUNCTION_WORDS)
