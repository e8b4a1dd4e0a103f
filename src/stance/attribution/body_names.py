"""The full name of a body that a document calls by its initials or by one word: "the IMF", "the Court"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from stance import lexicon

BODIES: Final = lexicon.ORGANISATION_WORDS | lexicon.BODY_NOUNS

COUNTRIES: Final = lexicon.PLACES.union(lexicon.METONYMS)

SURE: Final = 3
"""Letters of initials that the end of a name may have: "SC" is seldom the Security Council of a longer name."""

_WORD: Final = r"[A-Z](?:[\w-]|['’](?!s\b)){0,40}"
_NO_NAME: Final = r"(?!(?:The|A|An|In|At|On|But|And|For|When|If|As|Both|Even) )"
_JOINED: Final = r" (?:(?:of|for|on) (?:the )?|and )?"
_NAME: Final = re.compile(rf"{_NO_NAME}(?<![\w'’-]){_WORD}(?:{_JOINED}{_WORD}){{1,7}}")
"""Words with capitals, and small ones between them: "Inter-American Court of Human Rights"."""

_INITIALS: Final = re.compile(r"\b[A-Z]{2,6}\b")
_BEHIND: Final = re.compile(r" (?:of|for|on) ")
"""What parts the word that a name is shortened to from what tells more: "Court" of "Court of Human Rights"."""

_SHORT_NAMES: Final = {
    "Fed": re.compile(r"(?:(?:US|U\.S\.|United States|American) )?Federal Reserve\b"),
    "Fund": re.compile(r"\bIMF\b"),
}
"""Bodies that everybody calls by a word which is none of those that name a body by themselves."""


class BodyNames:
    """The bodies that a text names in full, by what it may call them later."""

    def __init__(self, text: str) -> None:
        self._by_initials: dict[str, str] = {}
        self._by_word: dict[str, list[tuple[int, str]]] = {}
        used = set(_INITIALS.findall(text))
        self._by_short_name = {
            short: found.group() for short, form in _SHORT_NAMES.items() if (found := form.search(text)) is not None
        }
        for place, name in _names_in(text):
            words = name.split()
            word = _BEHIND.split(name, maxsplit=1)[0].split()[-1]
            if word.lower() in BODIES:
                self._by_word.setdefault(word, []).append((place, name))
            for first in range(len(words)):  # "US" before "Food and Drug Administration" is no part of "FDA"
                initials = "".join(w[0] for w in words[first:] if w[0].isupper())
                if initials in used and words[first][0].isupper() and (not first or len(initials) >= SURE):
                    self._by_initials.setdefault(initials, " ".join(words[first:]))

    def full_name(self, name: str, start: int) -> str | None:
        """The full name of a body called `name` at `start`, with its article; None where no other form is known.

        Initials may stand anywhere in the text, one word means the last body before it: "the Fund".
        """
        article, short = ("the ", name[4:]) if name[:4].lower() == "the " else ("", name)
        if short.lower() in COUNTRIES:
            return None
        if short in self._by_initials:
            return article + self._by_initials[short]
        known = self._by_word.get(short, []) if article else []
        before = bisect_left(known, start, key=lambda place: place[0])
        named = known[before - 1][1] if before else self._by_short_name.get(short) if article else None
        return article + self._by_initials.get(named, named) if named else None


def _names_in(text: str) -> Iterator[tuple[int, str]]:
    """The bodies named in a text with their places, two that "and" joins one by one."""
    for match in _NAME.finditer(text):
        first, joined, second = match.group().partition(" and ")
        if joined and _names_body(first) and _names_body(second):
            yield match.start(), first
            yield match.start() + len(first) + len(joined), second
        elif _names_body(match.group()):
            yield match.start(), match.group()


def _names_body(name: str) -> bool:
    return not BODIES.isdisjoint(name.lower().split())
