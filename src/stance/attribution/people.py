"""Who a document's people are: their names in text, title and byline, with what is told of them beside the names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from stance import lexicon
from stance.attribution.body_names import BodyNames
from stance.attribution.entities import PRONOUNS, ROLE_SUFFIXES, ROLES, Entities, Mention, root, stem
from stance.attribution.seeming_names import speaks, without_seeming
from stance.attribution.source_kind import COUNTING
from stance.layout import BlockKind, Layout
from stance.person_names import (
    BEFORE_SHORT,
    FAMILY_TITLES,
    SHORT_NAME,
    STRANGE,
    TITLED,
    TITLES,
    WITH_PARTICLE,
    family_names,
    family_parts,
    find_people,
    fold,
    gender_of,
    is_abbreviation,
    is_adjective,
)
from stance.records import Document

ROLE_REACH: Final = 60
"""Characters beside a name where an office or apposition tells what its bearer is."""

LONGEST_BEFORE: Final = 40
"""Characters that particles before a family name have at most."""

_TOLD_AFTER: Final = re.compile(
    r",? (?:(?:is|was|became|remains|ha[sd] been) )?"
    r"(?:an?|the|once|then|formerly|former|twice|until) [^,.;:!?()–—]{2,100}"
    r"|, (?:who|whose|now) [^.;:!?()–—]{2,100}|, [^,.;:!?()–—]{2,60},| of [^,.;:!?()–—]{2,60},"
)
"""What tells who somebody is right after the name: "Ann Lee, a linguist at Riga", "Ann Lee, who runs the desk"."""

_FROM: Final = re.compile(r"(?: (?:is|was|came|comes|hails|hailed))?,? (?:of|from) (?:the )?(?P<country>[A-Z]\w+)")
"""Where somebody is from: "Ann Lee of Latvia", "Ann Lee comes from Latvia"."""

_TOLD_BEFORE: Final = re.compile(r"\b(?:An?|The|His|Her|Its|My|Their) [^,.;:!?()–—]{2,80}, $", re.IGNORECASE)
"""The same right before it: "Her former deputy at the bank, Ann Lee"."""


_WORD: Final = re.compile(r"[^\W\d_]+")
_OFFICE_BEHIND: Final = re.compile(r" [^\W\d_a-z]")
_ARTICLE_BEFORE: Final = re.compile(r"\b(?:the|an?) $", re.IGNORECASE)
_HEADS_END: Final = re.compile(r"\b(?:at|by|for|from|in|of|on|that|to|who|whose|with)\b")


def collect_people(document: Document, layout: Layout) -> Entities:
    """The people named in a document's text, title, byline and by its speakers' labels."""
    entities = Entities({}, {}, {}, {}, (), bodies=BodyNames(layout.view))
    people = without_seeming(layout.view, list(find_people(layout.view)), _headings(layout))
    _add_named(entities, document, layout.view, people)
    for block in layout.blocks:
        for name in (block.speaker or "").split("; "):
            if name:
                _add_bearer(entities.bearers, Mention(block.start, name))
    _add_family_parts(entities.bearers)
    _add_titled(entities, layout.view)
    _add_family_first(entities.bearers)
    for mentions in entities.bearers.values():
        mentions.sort(key=lambda mention: mention.start)
    named = {mention for mentions in entities.bearers.values() for mention in mentions}
    entities.named = tuple(sorted(named, key=lambda m: (m.start, m.name)))
    entities.people = frozenset(mention.name for mention in entities.named)
    entities.spans = _spans(entities, layout.view, people)
    return entities


def _headings(layout: Layout) -> list[tuple[int, int]]:
    return [(block.start, block.end) for block in layout.blocks if block.kind is BlockKind.HEADING]


def _add_named(entities: Entities, document: Document, view: str, people: Sequence[tuple[int, str, str]]) -> None:
    """Add those who are named in full in the text, the title or the byline."""
    title = document.title or ""
    headed = without_seeming(title, list(find_people(title)), body=view)
    named = [(view, people), (document.authors or "", list(find_people(document.authors or ""))), (title, headed)]
    compound = {part for _, found in named for _, name, _ in found for part in family_parts(name)}
    for text, found in named:
        for start, name, title in found:
            if fold(name) in compound:
                continue  # "Quispe Lazarte" where somebody is called Luis Quispe Lazarte
            _add_bearer(entities.bearers, Mention(start if found is people else -1, name))
            _describe(entities, text, start, name, title)


def _add_titled(entities: Entities, view: str) -> None:
    """Add those who are only named with a title: "Mr. Lee"."""
    for match in TITLED.finditer(view):
        name = match.group().split()[-1]
        known = entities.bearers.keys() & set(family_names(name))
        if not known and not _is_strange(name) and not _is_kind(view, match):
            _add_bearer(entities.bearers, Mention(match.end() - len(name), name))
            _describe(entities, view, match.end() - len(name), name, match[1].casefold())


def _is_kind(view: str, titled: re.Match[str]) -> bool:
    """Whether a title only tells of which kind a thing is: "the General Agreement", but not "General Grant said"."""
    name = titled.group().split()[-1]
    return is_adjective(titled[1], name) and (name.endswith("s") or not speaks(view, titled.end()))


def _is_strange(word: str) -> bool:
    """Whether a word is a body's, a place's or a title, and no family name: "Mr. President", but not "Mr. Major"."""
    plain = word.casefold()
    return plain in STRANGE or (plain in TITLES and plain not in FAMILY_TITLES) or is_abbreviation(word)


def _is_office(view: str, start: int, end: int) -> bool:
    """Whether a word that is a title and a family name is the title there: "the King", "King Harald"."""
    title = view[start:end].casefold() in FAMILY_TITLES
    return title and bool(
        _OFFICE_BEHIND.match(view, end) or _ARTICLE_BEFORE.search(view, max(0, start - ROLE_REACH), start)
    )


def _add_bearer(bearers: dict[str, list[Mention]], mention: Mention) -> None:
    for form in family_names(mention.name):
        bearers.setdefault(form, []).append(mention)


def _add_family_parts(bearers: dict[str, list[Mention]]) -> None:
    """Let a name answer to a part of its compound family name where nobody else has that part in theirs."""
    mentions = list(dict.fromkeys(m for known in bearers.values() for m in known))
    having: dict[str, set[str]] = {}
    for name in {mention.name for mention in mentions}:
        for form in (*map(fold, name.split()), *family_parts(name)):
            having.setdefault(form, set()).add(fold(name.split()[0]))
    for mention in mentions:
        for form in family_parts(mention.name):
            if len(having[form]) == 1 and mention not in bearers.get(form, ()):
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
    led_to = before.endswith(", ") and _TOLD_BEFORE.search(text[max(0, start - 2 * ROLE_REACH) : start])
    found = (led_to, _TOLD_AFTER.match(text, end))
    told = [phrase.group().casefold() for phrase in found if phrase]
    if found[1]:
        entities.introduced.add(name)
    close = _close_before(before.casefold(), cut=start > ROLE_REACH)
    heads = {title, *(word for phrase in told for word in _WORD.findall(_HEADS_END.split(phrase)[0]))}
    _note_gender(entities, name, heads | {word.rstrip(".") for word in close[-1:]})
    heads.update(close)
    stated = {w for w in heads if w in lexicon.PERSON_NOUNS or (len(w) > 4 and w.endswith(ROLE_SUFFIXES))} - COUNTING
    near = ROLES.intersection([*beside, *(word.removesuffix("s") for word in beside)])
    entities.stated_roles.setdefault(name, set()).update(stated)
    entities.roles.setdefault(name, set()).update(near, stated)
    home = _FROM.match(text, end)
    words = heads.union([home["country"]] if home else (), *map(_WORD.findall, told))
    entities.told.setdefault(name, set()).update({*map(stem, words), *map(root, words)} - {""})


def _close_before(before: str, *, cut: bool) -> list[str]:
    """The two words right before a name that may tell what its bearer is: "forester" of "the forester Ann Lee"."""
    words = before.split()[cut:][-2:]  # the first word may be cut in two
    ends = [i for i, word in enumerate(words) if word == "and" or _is_end(word)]  # "of Poland and Ann Lee"
    return words[ends[-1] + 1 :] if ends else words


def _is_end(word: str) -> bool:
    """Whether a sentence or a clause ends with a word: "of another party. Ann Lee", and not "Mrs. Ann Lee"."""
    return word[-1] in ':;!?"”' or (word[-1] == "." and word.rstrip(".") not in lexicon.TITLES)


def _note_gender(entities: Entities, name: str, told: set[str]) -> None:
    """Note a person's gender by the words that tell what they are, else as known before, else by the name."""
    male, female = (bool(words & told) for words in (lexicon.MALE - PRONOUNS, lexicon.FEMALE - PRONOUNS))
    gender = ("m" if male else "f") if male != female else entities.gender.get(name) or gender_of(name)
    if gender:
        entities.gender[name] = gender


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
        if fold(word) not in entities.bearers or _is_strange(word) or _is_office(view, start, end):
            continue
        if WITH_PARTICLE.match(view, start):
            continue
        before = BEFORE_SHORT.search(view, max(0, start - LONGEST_BEFORE), start)
        places = (before.start(), before.start(2)) if before else (start,)
        yield from [(place, end) for place in places if fold(view[place:end]) in entities.bearers][:1]
