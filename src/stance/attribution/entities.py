"""The people of a document and its other speakers so far: what names, pronouns and roles point back to."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import chain
from typing import Final

from stance import lexicon
from stance.attribution.body_names import BodyNames
from stance.person_names import PARTICLES, family_names, fold
from stance.tokens import Token

REACH: Final = 1500
"""Characters a pronoun may look back: about two paragraphs."""

NOUN_REACH: Final = 3 * REACH
"""Characters that a phrase may look back for one with the same noun, which tells more than a pronoun."""

ROLES: Final = lexicon.SCHOLARLY_ROLES | lexicon.OFFICE_ROLES
ROLE_SUFFIXES: Final = ("er", "or", "ist", "ian", "crat", "eer", "man", "woman", "ant", "ee")
PRONOUNS: Final = lexicon.words("he him his himself she her hers herself")
STEM: Final = 6
"""Letters by which two words are related."""

SHORTEST: Final = 3
"""Letters of words that are too short to have an ending."""

_ENDINGS: Final = re.compile(r"(?:ers?|ors?|ing|ed|es|s|e)$")


class MentionKind(Enum):
    """What kind of entity a mention is, as pronouns distinguish it."""

    PERSON = auto()
    """A person the document names in full, or with a title."""
    LONE = auto()
    """A single proper noun that may be a person's family name."""
    ROLE = auto()
    """One person without a name: "a senior diplomat"."""
    GROUP = auto()
    """Several people."""
    BODY = auto()
    """A state, a body, a document."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved holder: `name` is None where nobody fits, and then `reason` says why; else how a name was found.

    `rivals` are others who fit as well.
    """

    name: str | None
    reason: str | None = None
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity at a place in the document; `main` where it spoke or was the subject of a main clause."""

    start: int
    name: str
    kind: MentionKind = MentionKind.PERSON
    main: bool = True
    spoke: bool = False


@dataclass(slots=True)
class Entities:
    """The entities of one document. `focus` grows in order of position: who was a sentence's subject, or spoke.

    `stated_roles` are those told of a person in apposition or right before the name, `roles` any that stand near it,
    `told` the stems of all that is told there; those of whom a phrase behind the name tells are
    `introduced`. `nouns` are the common nouns within reach, each with its paragraph's
    offset. `quotations` are the places of those so far, half-open, in order; the last may end in
    the next `open_for` paragraphs.
    `bearers` are the mentions of people in full by the folded forms of their family names; `spans` every place in the
    text that names one of them, as (start, end, name), in order; `people` are their names. `bodies` are those named in
    full.
    """

    bearers: dict[str, list[Mention]]
    gender: dict[str, str]
    roles: dict[str, set[str]]
    stated_roles: dict[str, set[str]]
    named: tuple[Mention, ...]
    people: frozenset[str] = frozenset()
    bodies: BodyNames = field(default_factory=lambda: BodyNames(""))
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    focus: list[Mention] = field(default_factory=list)
    told: dict[str, set[str]] = field(default_factory=dict)
    introduced: set[str] = field(default_factory=set)
    nouns: deque[tuple[Token, int]] = field(default_factory=deque)
    quotations: list[tuple[int, int]] = field(default_factory=list)
    open_for: int = 0
    _longest: dict[str, dict[str, str]] = field(default_factory=dict)

    def notice(
        self,
        start: int,
        name: str,
        kind: MentionKind = MentionKind.PERSON,
        *,
        main: bool = True,
        spoke: bool = False,
    ) -> None:
        """Remember that a sentence at `start` was about `name`, who `spoke` or not."""
        insort(self.focus, Mention(start, name, kind, main, spoke), key=lambda mention: mention.start)

    def full_name(self, name: str, start: int) -> str:
        """The fullest form of a person's name in the document: the last bearer's before `start`, else the first's."""
        parts = name.split()
        short = (
            len(parts) == 1 or fold(name) in self.bearers or all(part.casefold() in PARTICLES for part in parts[:-1])
        )
        forms = (fold(name), *family_names(name))
        form = next((form for form in forms if form in self.bearers), None)
        if form is None:
            return name
        known = self.bearers[form]
        last = known[max(0, bisect_left(known, start, key=lambda m: m.start) - 1)].name
        best = self._fullest(form).get(fold(last if short else name)[0])
        return best if best is not None and (short or len(best) >= len(name)) else name

    def _fullest(self, form: str) -> dict[str, str]:
        """The longest name of those who bear a family name, by the first letter."""
        if form not in self._longest:
            longest: dict[str, str] = {}
            for mention in self.bearers[form]:
                letter = fold(mention.name)[0]
                longest[letter] = max(longest.get(letter, ""), mention.name, key=len)
            self._longest[form] = longest
        return self._longest[form]

    def person_at(self, place: int) -> str | None:
        """The person whom the text names at this place."""
        i = bisect_right(self.spans, (place, sys.maxsize)) - 1
        return self.spans[i][2] if i >= 0 and place < self.spans[i][1] else None

    def last_place(self, name: str, start: int) -> int:
        """Where somebody was last named or in focus within reach before `start`, or -1."""
        first, end = (bisect_left(self.spans, place, key=lambda span: span[0]) for place in (start - REACH, start))
        named = [place for place, _, known in self.spans[first:end] if known in name.split("; ")]
        return max([*named, *(m.start for m in self.focus_before(start) if name in m.name)], default=-1)

    def is_person(self, name: str) -> bool:
        """Whether the name is one of the document's people."""
        return name in self.people

    def are_people(self, names: str | None) -> bool:
        """Whether a speaker, or each of joint speakers, is one of the document's people."""
        return bool(names) and all(self.is_person(name) for name in (names or "").split("; "))

    def focus_before(self, start: int) -> Iterator[Mention]:
        """What was in focus within reach before `start`, the last first."""
        return _within_reach(self.focus, start)

    def people_before(self, start: int) -> list[str]:
        """The people in focus before `start`, then those named at all, the last first, each once.

        Who is named only in a quotation that ends before it comes behind all others.
        """
        mentions = chain(self.focus_before(start), _within_reach(self.named, start))
        known = [(m, name) for m in mentions if m.start >= 0 for name in m.name.split("; ") if self.is_person(name)]
        known.sort(key=lambda pair: self.is_aside(pair[0].start, start))
        return list(dict.fromkeys(name for _, name in known))

    def quotation_at(self, place: int) -> tuple[int, int] | None:
        """The quotation in which a place stands."""
        i = bisect_right(self.quotations, place, key=lambda span: span[0]) - 1
        return self.quotations[i] if i >= 0 and place < self.quotations[i][1] else None

    def is_aside(self, place: int, start: int) -> bool:
        """Whether a place is in a quotation and `start` outside it: who is named there is seldom who says it."""
        quotation = self.quotation_at(place)
        return quotation is not None and quotation != self.quotation_at(start)

    def may_be(self, name: str, gender: str) -> bool:
        """Whether a person's gender is this one as far as is known."""
        return self.gender.get(name) in {None, gender}


def _within_reach(mentions: Sequence[Mention], start: int) -> Iterator[Mention]:
    """Those of the mentions, which are in order, that stand within reach before `start`, the last first."""
    first, end = (bisect_left(mentions, place, key=lambda m: m.start) for place in (start - REACH, start))
    return (mentions[i] for i in range(end - 1, first - 1, -1))


def stem(word: str) -> str:
    """What related words share, roughly: "assembly" and "assemblywoman", "law" alone."""
    return word.casefold()[:STEM]


def root(word: str) -> str:
    """What a verb and the noun for who does it share: "edit" of "edited" and "editor"; nothing of shorter words."""
    plain = word.casefold()
    return _ENDINGS.sub("", plain) if len(plain) > SHORTEST else ""
