"""What looks like a person's name and is none: "the Velvet Revolution", "Danish Trawlers", "Ann Lee Leaves".

Two words with capitals may be a person's, an event's, a programme's or the words of a headline. What tells is whether
the last one is a common noun, and then the article before it, or a first word that is nobody's first name. A name that
says something ("Odo Banks said"), or whose last word stands alone as a name later on ("Banks said"), is a person's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from typing import Final

from stance import lexicon
from stance.lexicon.text import UNKNOWN, noun_class, third_persons
from stance.person_names import TITLES, is_first_name, origin_of

ARTICLE_REACH: Final = 60
"""Characters before a name among which its article is looked for."""

PLURAL_ENDINGS: Final = ("crats", "ists")
"""Endings of words for several people that no family name has."""

VERB_REACH: Final = 40
"""Characters before a name among which the verb is looked for whose subject it is."""

Found = tuple[int, str, str]
"""Where a name stands, the name without titles, and its last title."""

_ARTICLE: Final = re.compile(r"\b[Tt]he (?:[^\W\d_a-z][\w-]+ ){0,2}$")
_LONG_BODY: Final = re.compile(r"\b[Tt]he (?:(?:[^\W_a-z][\w-]*|and|of|for|on) ){0,6}$")
"""What stands before the end of a longer name: "the Riga Grain and" before "Fodder Board"."""

_BEHIND_PERSON: Final = re.compile(r"['’]s\b|,? who\b|, (?:an?|the|his|her|then|now|of|[1-9]\d)\b")
"""What stands behind a person's name rather than a thing's: "Odo Carver, a cooper, …", "Odo Carver, 45, …"."""

_VERB_BEHIND: Final = re.compile(
    r" (?:(?:also|ha[sd]|himself|herself|later|never|often|once|still|then|[a-z]+ly) ){0,2}([a-z]+)\b"
)
_VERB_BEFORE: Final = re.compile(r"[\"”’',] ([a-z]+) $")
_LONE: Final = re.compile(r"(?<![\w'’-])[^\W\d_a-z]\w+(?![\w-]| [^\W\d_a-z])")
"""A word with a capital that none follows."""

_BEFORE_NOUNS: Final = lexicon.words("a an and any each every for her his its my no of or our that the their this your")

_OF_A_PEOPLE: Final = frozenset(word for country in lexicon.PEOPLES.values() for word in country) | lexicon.FAITHS
_CHINESE_FAMILIES: Final = lexicon.NAME_ORIGINS["chinese"][1]
_FEW_KEPT: Final = 10_000


def without_seeming(
    text: str, people: Sequence[Found], headings: Sequence[tuple[int, int]] = (), *, body: str | None = None
) -> list[Found]:
    """Those of the names found in a text that may be people's, in order.

    A name that is as often a thing's is so everywhere: headlines leave out the article. `headings` are the places of
    the text's headings, in order; `body` is the text below, where `text` is a title.
    """
    if body is None:
        alone = _called_alone(people, _standing_alone(text, headings))
    else:
        alone = _called_alone([(-1, name, title) for _, name, title in people], _standing_alone(body, ()))
    below = [found for found in people if not _is_in(found[0], headings)]
    telling = alone.union(name for start, name, _ in below if _tells(text, start, name))
    sure = _without_others(alone, people)
    things = _only_headed(people, below) - telling | _mostly_things(text, people, sure, telling)
    left = [found for found in people if found[1] not in things]
    return [found for found in left if found[1] in sure or not _is_behind_article(text, found)]


def _called_alone(people: Sequence[Found], standing: Mapping[str, int]) -> set[str]:
    """The names whose last word stands alone later on."""
    return {name for start, name, _ in people if standing.get(name.split()[-1], -1) > start}


def _without_others(alone: set[str], people: Sequence[Found]) -> set[str]:
    """Those of the names, of two words, whose last word no other has: "Riga-born Banks" beside "Odo Banks" is none."""
    sharing = Counter(name.split()[-1] for name in {name for _, name, _ in people})
    return {name for name in alone if len(name.split()) == 2 and sharing[name.split()[-1]] == 1}


def _only_headed(people: Sequence[Found], below: Sequence[Found]) -> set[str]:
    """The names with an unknown first name that only headings have: "Ruined Larkspur"."""
    return {name for _, name, _ in people if _is_unknown(name)} - {name for _, name, _ in below}


def _is_in(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place is in one of the spans, which are in order."""
    before = bisect_right(spans, place, key=lambda span: span[0])
    return before > 0 and place < spans[before - 1][1]


def _standing_alone(text: str, headings: Sequence[tuple[int, int]]) -> dict[str, int]:
    """The words that stand alone as somebody's name outside of headings, each with its last place there."""
    return {
        match.group(): match.start()
        for match in _LONE.finditer(text)
        if _stands_alone(text, match.start(), match.end()) and not _is_in(match.start(), headings)
    }


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a word with a capital is a name by itself: "met Banks", and at the start of a sentence "Banks said"."""
    words = text[max(0, start - VERB_REACH) : start].split(" ")
    before = words[-2] if len(words) > 1 and not words[-1] else ""
    if before.rstrip(".").casefold() in TITLES:
        return True
    if before.isalpha():  # not "Odo Banks", "the Agreement"
        return before.islower() and before not in _BEFORE_NOUNS
    return speaks(text, end)


def speaks(text: str, end: int) -> bool:
    """Whether a verb of saying or thinking stands behind a name that ends there."""
    verb = _VERB_BEHIND.match(text, end)
    return verb is not None and verb[1] in lexicon.SPOKE


def _tells(text: str, start: int, name: str) -> bool:
    """Whether a name stands as a person's does: "Odo Banks said", "…," said Odo Banks, "Odo Banks, of Riga"."""
    if _LONG_BODY.search(text[max(0, start - ARTICLE_REACH) : start]):
        return False
    end, before = start + len(name), text[max(0, start - VERB_REACH) : start]
    verb = _VERB_BEFORE.search(before)
    inverted = verb is not None and verb[1] in lexicon.SPOKE
    return inverted or before.endswith("ccording to ") or speaks(text, end) or bool(_BEHIND_PERSON.match(text, end))


def _mostly_things(text: str, people: Sequence[Found], sure: Container[str], telling: Container[str]) -> set[str]:
    """The names that are a thing's as often as not; `telling` and `sure` ones are likely a person's."""
    names = Counter(name for _, name, _ in people)
    seeming = Counter(
        name
        for start, name, title in people
        if not title
        and (
            _is_always_thing(name, names)
            or (name not in sure and _is_common_behind(text, start, name, known=name in telling))
        )
    )
    return {name for name, count in seeming.items() if 2 * count >= names[name]}


def _is_behind_article(text: str, found: Found) -> bool:
    """Whether an article stands before a name that is not known to be a person's: "The Long Handshake"."""
    start, name, title = found
    return not title and _is_unknown(name) and _follows_article(text, start)


def _is_always_thing(name: str, names: Container[str]) -> bool:
    """Whether a name is a thing's or a people's wherever it stands."""
    first, *_, last = name.split()
    return (
        name in lexicon.NAMED_THINGS
        or first in lexicon.BEFORE_THINGS
        or _is_of_a_people(first)
        or _are_many(last)
        or _goes_on(name, names)
    )


def _is_common_behind(text: str, start: int, name: str, *, known: bool) -> bool:
    """Whether a name ends in a common noun behind an article or, if it is not `known`, behind no first name."""
    first, *_, last = name.split()
    if not is_common(last):
        return False
    return _follows_article(text, start) or (not known and _is_unknown(name) and "-" not in first)


def _goes_on(name: str, names: Container[str]) -> bool:
    """Whether a headline goes on behind a name that is known: "Ann Lee Leaves Riga" beside "Ann Lee"."""
    words = name.split()
    return any(" ".join(words[:i]) in names and is_common(words[i]) for i in range(2, len(words)))


def is_name_of_thing(name: str) -> bool:
    """Whether a name is a thing's by its words alone: "Drug Administration"."""
    return _is_unknown(name) and is_common(name.split()[-1])


def _follows_article(text: str, start: int) -> bool:
    return bool(_ARTICLE.search(text[max(0, start - ARTICLE_REACH) : start]))


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
    return plain.endswith(PLURAL_ENDINGS) or (plain.endswith("s") and plain[:-1] in _OF_A_PEOPLE)


@lru_cache(_FEW_KEPT)
def is_common(word: str) -> bool:
    """Whether a word is a common noun, one for a people or faith, or what somebody does in a headline."""
    plain = word.casefold()
    if plain in _CHINESE_FAMILIES:  # "Yun Sun"
        return False
    forms = {plain, plain.removesuffix("s"), re.sub(r"ies$", "y", plain), re.sub(r"es$", "", plain)}
    noun = any(noun_class(form) != UNKNOWN for form in forms)
    return noun or not _OF_A_PEOPLE.isdisjoint(forms) or plain in third_persons()
