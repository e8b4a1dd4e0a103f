"""The full name of a body that a document calls by its initials or by one word: "the IMF", "the Court"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from stance import lexicon

BODIES: Final = lexicon.ORGANISATION_WORDS | lexicon.BODY_NOUNS

COUNTRIES: Final = lexicon.PLACES.union(lexicon.METONYMS)

_WORD: Final = r"[A-Z](?:[\w-]|['’](?!s\b))*"
_NO_NAME: Final = r"(?!(?:The|A|An|In|At|On|But|And|For|When|If|As|Both|Even) )"
_JOINED: Final = r" (?:(?:of|for|on) (?:the )?|and )?"
_NAME: Final = re.compile(rf"{_NO_NAME}\b{_WORD}(?:{_JOINED}{_WORD}){{1,7}}")
"""Words with capitals, and small ones between them: "Inter-American Court of Human Rights"."""

_INITIALS: Final = re.compile(r"\b[A-Z]{2,6}\b")
_BEHIND: Final = re.compile(r" (?:of|for|on) ")
"""What parts the word that a name is shortened to from what tells more: "Court" of "Court of Human Rights"."""


class BodyNames:
    """The bodies that a text names in full, by what it may call them later."""

    def __init__(self, text: str) -> None:
        self._by_initials: dict[str, str] = {}
        self._by_word: dict[str, list[tuple[int, str]]] = {}
        used = set(_INITIALS.findall(text))
        for match in _NAME.finditer(text):
            words = match.group().split()
            if BODIES.isdisjoint(map(str.lower, words)):
                continue
            word = _BEHIND.split(match.group(), maxsplit=1)[0].split()[-1]
            if word.lower() in BODIES and word != words[0]:
                self._by_word.setdefault(word, []).append((match.start(), match.group()))
            for first, name in enumerate(words):
                initials = "".join(w[0] for w in words[first:] if w[0].isupper())
                if name[0].isupper() and initials in used:
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
        return article + known[before - 1][1] if before else None
