"""What looks like a person's name and is none: "the Velvet Revolution", "Danish Trawlers", "Ann Lee Leaves".

Two words with capitals may be a person's, an event's, a programme's or the words of a headline. What tells is whether
the last one is a common noun, and then the article before it, or a first word that is nobody's first name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from functools import lru_cache
from typing import Final

from stance import lexicon
from stance.lexicon.text import UNKNOWN, noun_class, third_persons
from stance.person_names import is_first_name, origin_of

BEFORE: Final = 60
"""Characters before a name among which its article is looked for."""

MANY: Final = ("crats", "ists")
"""Endings of words for several people that no family name has."""

Found = tuple[int, str, str]
"""Where a name stands, the name without titles, and its last title."""

_ARTICLE: Final = re.compile(r"\b[Tt]he (?:[^\W\d_a-z][\w-]+ ){0,2}$")
_TOLD: Final = re.compile(r",? who\b|, (?:an?|the|his|her|then|now)\b")
"""What stands behind a person's name rather than a thing's: "Odo Carver, a cooper, …"."""

_OF_A_PEOPLE: Final = frozenset(word for country in lexicon.PEOPLES.values() for word in country) | lexicon.FAITHS
_CHINESE_FAMILIES: Final = lexicon.NAME_ORIGINS["chinese"][1]
_FEW_KEPT: Final = 10_000


def without_seeming(text: str, people: Sequence[Found], headings: Sequence[tuple[int, int]] = ()) -> list[Found]:
    """Those of the names found in a text that may be people's, in order; `headings` are the places of its headings.

    A name that is as often a thing's is so everywhere: headlines leave out the article.
    """
    things = _only_headed(people, headings) | _mostly_things(text, people)
    return [found for found in people if found[1] not in things and not _is_behind_article(text, found)]


def _only_headed(people: Sequence[Found], headings: Sequence[tuple[int, int]]) -> set[str]:
    """The names with an unknown first name that only headings have: "Ruined Larkspur"."""
    below = {name for start, name, _ in people if not any(first <= start < end for first, end in headings)}
    return {name for _, name, _ in people if name not in below and _is_unknown(name)}


def _mostly_things(text: str, people: Sequence[Found]) -> set[str]:
    names = Counter(name for _, name, _ in people)
    seeming = Counter(name for start, name, title in people if not title and _is_thing(text, start, name, names))
    return {name for name, count in seeming.items() if 2 * count >= names[name]}


def _is_behind_article(text: str, found: Found) -> bool:
    """Whether an article stands before a name that is not known to be a person's: "The Long Handshake"."""
    start, name, title = found
    return not title and _is_unknown(name) and _follows_article(text, start)


def _is_thing(text: str, start: int, name: str, names: Container[str]) -> bool:
    first, *_, last = name.split()
    if (
        name in lexicon.NAMED_THINGS
        or first in lexicon.BEFORE_THINGS
        or _is_of_a_people(first)
        or _are_many(last)
        or _goes_on(name, names)
    ):
        return True
    if not is_common(last):
        return False
    if _follows_article(text, start):
        return True
    return _is_unknown(name) and "-" not in first and not _TOLD.match(text, start + len(name))


def _goes_on(name: str, names: Container[str]) -> bool:
    """Whether a headline goes on behind a name that is known: "Ann Lee Leaves Riga" beside "Ann Lee"."""
    words = name.split()
    return any(" ".join(words[:i]) in names and is_common(words[i]) for i in range(2, len(words)))


def is_a_things(name: str) -> bool:
    """Whether a name is a thing's by its words alone: "Drug Administration"."""
    return _is_unknown(name) and is_common(name.split()[-1])


def _follows_article(text: str, start: int) -> bool:
    return bool(_ARTICLE.search(text[max(0, start - BEFORE) : start]))


@lru_cache(_FEW_KEPT)
def _is_unknown(name: str) -> bool:
    """Whether only the capitals of a name tell that it is somebody's."""
    return not is_first_name(name.split()[0]) and origin_of(name) is None


def _is_of_a_people(word: str) -> bool:
    plain = word.casefold()
    return plain in lexicon.FAITHS or (plain in _OF_A_PEOPLE and not is_first_name(word))


def _are_many(word: str) -> bool:
    """Whether a word is for several people, as in "Christian Democrats", "Young Kenyans"."""
    plain = word.casefold()
    return plain.endswith(MANY) or (plain.endswith("s") and plain[:-1] in _OF_A_PEOPLE)


@lru_cache(_FEW_KEPT)
def is_common(word: str) -> bool:
    """Whether a word is a common noun, one for a people or faith, or what somebody does in a headline."""
    plain = word.casefold()
    if plain in _CHINESE_FAMILIES:  # "Yun Sun"
        return False
    forms = {plain, plain.removesuffix("s"), re.sub(r"ies$", "y", plain), re.sub(r"es$", "", plain)}
    noun = any(noun_class(form) != UNKNOWN for form in forms)
    return noun or not _OF_A_PEOPLE.isdisjoint(forms) or plain in third_persons()
