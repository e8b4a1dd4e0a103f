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
from stance.layout import Layout
from stance.person_names import (
    BEFORE_SHORT,
    PARTICLES,
    SHORT_NAME,
    STRANGE,
    TITLED,
    WITH_PARTICLE,
    family_names,
    find_people,
    first_name_gender,
    fold,
    gender_of,
    is_abbreviation,
    origin_of,
)
from stance.records import Document
from stance.tokens import Token

REACH: Final = 1500
"""Characters a pronoun may look back: about two paragraphs."""

ROLE_REACH: Final = 60
"""Characters beside a name where an office or apposition tells what its bearer is."""

LONGEST_BEFORE: Final = 40
"""Characters that particles before a family name have at most."""

ROLES: Final = lexicon.SCHOLARLY_ROLES | lexicon.OFFICE_ROLES
ROLE_SUFFIXES: Final = ("er", "or", "ist", "ian", "crat", "eer", "man", "woman", "ant", "ee")
_TOLD_AFTER: Final = re.compile(
    r",? (?:(?:is|was) )?(?:an?|the|once|then|formerly|former|twice|until) [^,.;:!?()–—]{2,100}"
    r"|, (?:who|whose|now) [^.;:!?()–—]{2,100}|, [^,.;:!?()–—]{2,60},| of [^,.;:!?()–—]{2,60},"
)
"""What tells who somebody is right after the name: "Ann Lee, a linguist at Riga", "Ann Lee, who runs the desk"."""

_FROM: Final = re.compile(r"(?: (?:is|was|came|comes|hails|hailed))?,? (?:of|from) (?:the )?(?P<country>[A-Z]\w+)")
"""Where somebody is from: "Ann Lee of Latvia", "Ann Lee comes from Latvia"."""

_TOLD_BEFORE: Final = re.compile(r"\b(?:An?|The|His|Her|Its|My|Their) [^,.;:!?()–—]{2,80}, $", re.IGNORECASE)
"""The same right before it: "Her former deputy at the bank, Ann Lee"."""


_WORD: Final = re.compile(r"[^\W\d_]+")
_HEADS_END: Final = re.compile(r"\b(?:at|by|for|from|in|of|on|that|to|who|whose|with)\b")
_ARTICLE_BEFORE: Final = re.compile(r"\b[Tt]he (?:[^\W\d_a-z][\w-]+ ){0,2}$")
PRONOUNS: Final = lexicon.words("he him his himself she her hers herself")
STEM: Final = 6
"""Letters by which two words are related."""


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
    `told` the stems of all that is told there. `nouns` are the singular nouns within reach, each with its paragraph's
    offset. `quotations` are the places of those so far, half-open, in order.
    `bearers` are the mentions of people in full by the folded forms of their family names; `spans` every place in the
    text that names one of them, as (start, end, name), in order; `people` are their names.
    """

    bearers: dict[str, list[Mention]]
    gender: dict[str, str]
    roles: dict[str, set[str]]
    stated_roles: dict[str, set[str]]
    named: tuple[Mention, ...]
    people: frozenset[str] = frozenset()
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    focus: list[Mention] = field(default_factory=list)
    told: dict[str, set[str]] = field(default_factory=dict)
    nouns: deque[tuple[Token, int]] = field(default_factory=deque)
    quotations: list[tuple[int, int]] = field(default_factory=list)
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
        short = len(parts) == 1 or all(part.casefold() in PARTICLES for part in parts[:-1])
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


def collect_people(document: Document, layout: Layout) -> Entities:
    """The people named in a document's text, title, byline and by its speakers' labels."""
    bearers: dict[str, list[Mention]] = {}
    entities = Entities(bearers, {}, {}, {}, ())
    people = list(find_people(layout.view))
    others = [(text, find_people(text)) for text in (document.authors, document.title) if text]
    for text, found in [(layout.view, people), *others]:
        for start, name, title in found:
            if _is_behind_article(text, start, name, title):
                continue
            _add_bearer(bearers, Mention(start if found is people else -1, name))
            _describe(entities, text, start, name, title)
    for block in layout.blocks:
        for name in (block.speaker or "").split("; "):
            if name:
                _add_bearer(bearers, Mention(block.start, name))
    _add_titled(entities, layout.view)
    _add_family_first(bearers)
    for mentions in bearers.values():
        mentions.sort(key=lambda mention: mention.start)
    entities.named = tuple(sorted({m for ms in bearers.values() for m in ms}, key=lambda m: (m.start, m.name)))
    entities.people = frozenset(mention.name for mention in entities.named)
    entities.spans = _spans(entities, layout.view, people)
    return entities


def _is_behind_article(text: str, start: int, name: str, title: str) -> bool:
    """Whether an article stands before what looks like a name, as with bodies and works: "The Long Handshake"."""
    unknown = not title and first_name_gender(name.split()[0]) is None and origin_of(name) is None
    return unknown and bool(_ARTICLE_BEFORE.search(text[max(0, start - ROLE_REACH) : start]))


def _add_titled(entities: Entities, view: str) -> None:
    """Add those who are only named with a title: "Mr. Lee"."""
    for match in TITLED.finditer(view):
        name = match.group().split()[-1]
        if not entities.bearers.keys() & set(family_names(name)) and not _is_strange(name):
            _add_bearer(entities.bearers, Mention(match.end() - len(name), name))
            _describe(entities, view, match.end() - len(name), name, match[1].casefold())


def _is_strange(word: str) -> bool:
    return word.casefold() in STRANGE or is_abbreviation(word)


def _add_bearer(bearers: dict[str, list[Mention]], mention: Mention) -> None:
    for form in family_names(mention.name):
        bearers.setdefault(form, []).append(mention)


def _add_family_first(bearers: dict[str, list[Mention]]) -> None:
    """Let a name answer to its first word where no other does: Chinese and Korean names put the family name first."""
    for mention in [m for mentions in list(bearers.values()) for m in mentions]:
        first = fold(mention.name.split()[0])
        if first not in bearers or all(fold(m.name.split()[0]) == first for m in bearers[first]):
            bearers.setdefault(first, []).append(mention)


def _describe(entities: Entities, text: str, start: int, name: str, title: str) -> None:
    """Note a person's gender and roles by what stands beside the name."""
    end = start + len(name)
    before, after = text[max(0, start - ROLE_REACH) : start], text[end : end + ROLE_REACH]
    beside = f"{before} {after}".casefold().replace(",", " ").split()
    found = (_TOLD_BEFORE.search(text[max(0, start - 2 * ROLE_REACH) : start]), _TOLD_AFTER.match(text, end))
    told = [phrase.group().casefold() for phrase in found if phrase]
    close = before.casefold().split()[1:][-2:]  # the first word may be cut
    close = close[close.index("and") + 1 :] if "and" in close else close  # "of Poland and Ann Lee"
    heads = {title, *(word for phrase in told for word in _WORD.findall(_HEADS_END.split(phrase)[0]))}
    _note_gender(entities, name, heads | {word.rstrip(".") for word in close[-1:]})
    heads.update(close)
    stated = {w for w in heads if w in lexicon.PERSON_NOUNS or (len(w) > 4 and w.endswith(ROLE_SUFFIXES))}
    near = ROLES.intersection([*beside, *(word.removesuffix("s") for word in beside)])
    entities.stated_roles.setdefault(name, set()).update(stated)
    entities.roles.setdefault(name, set()).update(near, stated)
    home = _FROM.match(text, end)
    entities.told.setdefault(name, set()).update(
        map(stem, heads), *(map(stem, _WORD.findall(p)) for p in told), [stem(home["country"])] if home else []
    )


def _note_gender(entities: Entities, name: str, told: set[str]) -> None:
    """Note a person's gender by the words that tell what they are, else as known before, else by the name."""
    male, female = (bool(words & told) for words in (lexicon.MALE - PRONOUNS, lexicon.FEMALE - PRONOUNS))
    gender = ("m" if male else "f") if male != female else entities.gender.get(name) or gender_of(name)
    if gender:
        entities.gender[name] = gender


def stem(word: str) -> str:
    """What related words share, roughly: "assembly" and "assemblywoman", "law" alone."""
    return word.casefold()[:STEM]


def _spans(entities: Entities, view: str, people: Sequence[tuple[int, str, str]]) -> list[tuple[int, int, str]]:
    """Every place that names one of the people, in full or shortened."""
    found = ((start, start + len(name), entities.full_name(name, start)) for start, name, _ in people)
    full = [span for span in found if span[2] in entities.people]
    taken = iter([*full, (len(view) + 1, len(view) + 1, "")])
    spans, ahead = [], next(taken)
    for start, end in _short_names(entities, view):
        while ahead[1] <= start:
            ahead = next(taken)
        if end <= ahead[0]:
            spans.append((start, end, entities.full_name(view[start:end], start)))
    return sorted([*full, *spans])


def _short_names(entities: Entities, view: str) -> Iterator[tuple[int, int]]:
    """The places of family names in order, each with the particles by which its bearer is known."""
    for match in SHORT_NAME.finditer(view):
        word, (start, end) = match.group(), match.span()
        if fold(word) not in entities.bearers or _is_strange(word) or WITH_PARTICLE.match(view, start):
            continue
        before = BEFORE_SHORT.search(view, max(0, start - LONGEST_BEFORE), start)
        places = (before.start(), before.start(2)) if before else (start,)
        yield from [(place, end) for place in places if fold(view[place:end]) in entities.bearers][:1]
