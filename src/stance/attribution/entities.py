"""The people of a document, and what its sentences were about so far: what pronouns and roles point back to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from stance import lexicon
from stance.layout import Layout
from stance.person_names import find_people
from stance.records import Document

REACH: Final = 1500
"""Characters a pronoun may look back: about two paragraphs."""

ROLE_REACH: Final = 60
"""Characters beside a name where an office or apposition tells what its bearer is."""

ROLES: Final = lexicon.SCHOLARLY_ROLES | lexicon.OFFICE_ROLES


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved holder: `name` is None where nobody fits, and then `reason` says why; else how a name was found."""

    name: str | None
    reason: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name at a place in the document.

    `plural` groups answer to "they", a `lone` surname to "he" where no full name does.
    """

    start: int
    name: str
    plural: bool = False
    lone: bool = False


@dataclass(slots=True)
class Entities:
    """The people of one document. `focus` grows in order of position: who was a sentence's subject, or spoke."""

    full: dict[str, list[Mention]]
    gender: dict[str, str]
    roles: dict[str, set[str]]
    named: tuple[Mention, ...]
    focus: list[Mention] = field(default_factory=list)

    def notice(self, start: int, name: str, *, plural: bool = False, lone: bool = False) -> None:
        """Remember that a sentence at `start` was about `name`."""
        self.focus.append(Mention(start, name, plural, lone))

    def full_name(self, name: str, start: int) -> str:
        """The fullest form of a person's name in the document: the last bearer's before `start`, else the first's."""
        parts = name.split()
        known = [m for m in self.full.get(parts[-1], ()) if len(parts) == 1 or m.name[0] == name[0]]
        if not known:
            return name
        last = known[max(0, bisect_left(known, start, key=lambda m: m.start) - 1)].name
        same = [m.name for m in known if m.name.split()[0][0] == last[0]]
        best = max(same, key=len)
        return best if len(best) >= len(name) else name

    def is_person(self, name: str) -> bool:
        """Whether the name is one of the document's people."""
        return bool(name) and any(m.name == name for m in self.full.get(name.split()[-1], ()))

    def are_people(self, names: str | None) -> bool:
        """Whether a speaker, or each of joint speakers, is one of the document's people."""
        return bool(names) and all(self.is_person(name) for name in (names or "").split("; "))

    def focus_before(self, start: int) -> Iterator[Mention]:
        """What was in focus within reach before `start`, the last first."""
        return _within_reach(self.focus, start)

    def people_before(self, start: int) -> list[str]:
        """The people in focus before `start`, then those named at all, the last first, each once."""
        mentions = chain(self.focus_before(start), _within_reach(self.named, start))
        names = (name for m in mentions if m.start >= 0 for name in m.name.split("; ") if self.is_person(name))
        return list(dict.fromkeys(names))

    def person_before(self, start: int, pronoun: str) -> str | None:
        """The person that "he" or "she" at `start` most likely means: the last in focus whose gender is not another."""
        gender = "m" if pronoun in lexicon.MALE else "f"
        for name in self.people_before(start):
            if self.gender.get(name, gender) == gender:
                self.gender[name] = gender
                return name
        return next((m.name for m in self.focus_before(start) if m.lone), None)


def _within_reach(mentions: Sequence[Mention], start: int) -> Iterator[Mention]:
    return (mention for mention in reversed(mentions) if start - REACH <= mention.start < start)


def collect_people(document: Document, layout: Layout) -> Entities:
    """The people named in a document's text, title, byline and round-up headings."""
    full: dict[str, list[Mention]] = {}
    gender: dict[str, str] = {}
    roles: dict[str, set[str]] = {}
    spoken = [(b.start, b.speaker) for b in layout.blocks if b.speaker]
    texts = [(0, layout.view)] + [(-1, t) for t in (document.authors, document.title) if t]
    for base, text in texts:
        for start, name, title in find_people(text):
            full.setdefault(name.split()[-1], []).append(Mention(start if base == 0 else -1, name))
            before = text[max(0, start - ROLE_REACH) : start].split()
            titles = {title, before[-1].casefold().rstrip(".") if before else ""}
            sex = "m" if titles & lexicon.MALE else "f" if titles & lexicon.FEMALE else None
            if sex:
                gender[name] = sex
            beside = text[max(0, start - ROLE_REACH) : start] + text[start + len(name) : start + len(name) + ROLE_REACH]
            words = beside.casefold().replace(",", " ").split()
            roles.setdefault(name, set()).update(
                ROLES.intersection([*words, *(word.removesuffix("s") for word in words)])
            )
    for start, names in spoken:
        for name in names.split("; "):
            full.setdefault(name.split()[-1], []).append(Mention(start, name))
    # Chinese and Korean names put the family name first, so a name answers to its first word where no other does.
    for mention in [m for mentions in full.values() for m in mentions]:
        first = mention.name.split()[0]
        if first not in full or all(m.name.split()[0] == first for m in full[first]):
            full.setdefault(first, []).append(mention)
    named = tuple(sorted({mention for mentions in full.values() for mention in mentions}))
    return Entities({surname: sorted(mentions) for surname, mentions in full.items()}, gender, roles, named)
