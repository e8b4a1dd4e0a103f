"""Several who speak together: who they are, and how each is named ("Ann Lee; Bo Kim")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final

from stance import lexicon
from stance.attribution.coreference import FIRST_PERSON
from stance.attribution.entities import Entities
from stance.attribution.noun_phrases import noun_phrase, phrase_before
from stance.attribution.source import next_subject
from stance.attribution.source_kind import SourceKind, kind_of
from stance.person_names import FAMILY_PLACES, TITLES, is_abbreviation, strip_titles
from stance.tokens import SUBJECTS, Token

OWNERS: Final = lexicon.words("his her its their")

NAMED_BY_ONE: Final = lexicon.ORGANISATION_WORDS | lexicon.BODY_NOUNS | lexicon.PLACES.union(lexicon.METONYMS)
"""Words that name a body by themselves behind an article: "the Kremlin"."""


def joint_name(head: Token, heads: Sequence[Token], names: Sequence[str], entities: Entities) -> str:
    """Those of `heads`, by `names`, one by one where a person or a body is among them; else the phrase as written.

    "Ann Lee; Ann Lee's critics" of "Ann Lee and her critics", but "Riga and Oslo".
    """
    if head.left_edge.lower_ == "neither":
        return "; ".join(name.partition(" nor ")[0] for name in names)
    if all(map(entities.is_person, names)):
        return "; ".join(dict.fromkeys(names))
    if not any(map(entities.is_person, names)) and (not _are_named(heads) or _are_one(heads)):
        return noun_phrase(head)
    parts = [_alone(part, name) for part, name in zip(heads, names, strict=True)]
    told = [_whose_joined(place, heads, parts) for place in range(len(parts))]
    return noun_phrase(head) if None in told else "; ".join(dict.fromkeys(filter(None, told)))


def _are_one(heads: Sequence[Token]) -> bool:
    """Whether words joined by "and" are one body's or one person's name, by its verb or by its article.

    "The President and Commander in Chief believes", "the Ministry of Ports and Trade", "the Ann and Bo Lee Fund".
    """
    first, second = heads[0], heads[1]
    verb = first.head
    verbs = (verb, *(c for c in verb.lefts if c.dep_ in {"aux", "auxpass"})) if first.dep_ in SUBJECTS else ()
    if any(t.tag_ == "VBZ" or t.lower_ == "was" for t in verbs):
        return True
    if second.tag_ == "NNS" or is_abbreviation(second.text) or _is_determined(second) or not _is_determined(first):
        return False
    told = any(c.dep_ == "prep" and c.lower_ in {"of", "for", "on"} for c in first.rights)
    bare = first.n_lefts == 1 and first.lower_ not in NAMED_BY_ONE
    return told or bare


def _is_determined(noun: Token) -> bool:
    return any(c.dep_ in {"det", "poss"} for c in noun.lefts)


def _whose_joined(place: int, heads: Sequence[Token], names: Sequence[str]) -> str | None:
    """A joint speaker so named that it is told who it is: "Ann Lee's crew" of "Ann Lee and her crew".

    None where it is not: "Ann Lee and company", "Ann Lee and our crew", "Mr. and Mrs. Lee".
    """
    part, name = heads[place], names[place]
    if name.casefold().rstrip(".") in TITLES:
        return None
    if not place or part.pos_ != "NOUN" or name[:1].isupper():
        return _without_plural_title(name)
    pronoun, _, rest = name.partition(" ")
    if pronoun.casefold() in OWNERS:
        owner = " and ".join(names[:place]) if pronoun.casefold() == "their" else names[place - 1]
        mark = "'" if owner.endswith("s") else "'s"
        return f"{owner}{mark} {rest}"
    told = rest or part.tag_ == "NNS"  # "Ann Lee and others"
    return name if place > 1 or (told and pronoun.casefold() not in FIRST_PERSON) else None


def _without_plural_title(name: str) -> str:
    """A name without the title that is of several, of which it is the first: "Xi" of "Presidents Xi and Putin"."""
    alone, title = strip_titles(name)
    return alone if title.endswith("s") and title not in TITLES and name.casefold().startswith(title) else name


def _are_named(heads: Sequence[Token]) -> bool:
    """Whether one of several has a name and is no state; not words alone: "Lee and Kim (2019)", "Riga and Oslo"."""
    bodies = (part for part in heads if part.tag_ == "NNP" and part.lower_ not in FAMILY_PLACES)
    named = any(kind_of(part) is SourceKind.PERSON for part in bodies)
    return named and any(is_abbreviation(part.text) or any(c.dep_ != "preconj" for c in part.lefts) for part in heads)


def listed(head: Token, offset: int, entities: Entities) -> list[Token]:
    """A noun and those joined to it, titles left out, the last by the name that stands behind what they are."""
    named = [part for first in _named_in_turn(head, offset, entities) for part in coordinated(first)]
    last = _named_last(head, named[-1], offset, entities) if len(named) > 1 else None
    if last is not None:
        return [*(part for part in named if part.pos_ == "PROPN"), last]
    return sorted((part for part in named if part is head or not is_title(part)), key=attrgetter("i"))


def _named_last(head: Token, last: Token, offset: int, entities: Entities) -> Token | None:
    """Who the last of several is, parsed as in apposition to the first: "Ann Lee and her deputy, Bo Kim,"."""
    behind = [c for c in head.rights if c.dep_ == "appos" and c.i > last.i] if last.tag_ == "NN" else []
    return next((c for c in behind if entities.person_at(c.idx + offset)), None)


def _named_in_turn(head: Token, offset: int, entities: Entities) -> Iterator[Token]:
    """A noun, and a person in a list behind it, parsed as in apposition to it: "Ann Lee, Bo Kim and Tom Roe"."""
    yield head
    name = entities.person_at(head.idx + offset)
    for part in head.rights if name else ():
        other = entities.person_at(part.idx + offset) if part.dep_ == "appos" else None
        behind = [*part.children, *(c for c in head.rights if c.i > part.i)]
        if other and other != name and any(c.dep_ == "conj" for c in behind):
            yield part


def _alone(part: Token, name: str) -> str:
    """A joint speaker's name, without those joined to it where it was taken as written: "Kim" of "Kim and Lee"."""
    joined = next((c for c in part.children if c.dep_ == "conj"), None) if name == noun_phrase(part) else None
    if joined is None:
        return name
    before = next((c for c in part.rights if c.i > part.i and c.dep_ in {"cc", "punct"}), joined.left_edge)
    while before.i > part.i + 1 and before.nbor(-1).pos_ in {"CCONJ", "PUNCT"}:  # hung on another word
        before = before.nbor(-1)
    return phrase_before(part, before)


def is_title(noun: Token) -> bool:
    """Whether an office stands right before a name, which the parser may take for another person."""
    return noun.lemma_.casefold().rstrip(".") in TITLES and any(t.pos_ == "PROPN" for t in noun.following)


def coordinated(head: Token) -> list[Token]:
    """A noun and those joined to it, but for the subject of another clause ("Lee wrote to Kim and Roe paid")."""
    heads = [head]
    if not any(c.dep_ == "conj" for c in head.children):
        return heads
    other = next_subject(head)
    for token in heads:
        joined = (c for c in token.children if c.dep_ == "conj" and c.pos_ in {"NOUN", "PROPN", "PRON"})
        heads.extend(c for c in joined if other is None or c.i != other.i)
    return heads
