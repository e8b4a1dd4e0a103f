"""Descriptions: whom "the minister", "the latter" or "the two" points back to."""

from __future__ import annotations

from typing import Final

from stance import lexicon
from stance.attribution.entities import NOUN_REACH, Entities, Mention, MentionKind, Speaker, stem
from stance.attribution.noun_phrases import noun_phrase
from stance.attribution.roles import is_told_more, other_of_two, role_antecedent, who_is_theirs
from stance.attribution.source_kind import SourceKind, is_nobody, kind_of
from stance.tokens import Token

UNNAMED: Final = lexicon.words("anonymous other unidentified unnamed")

PAIRS: Final = lexicon.words("men women presidents leaders ministers statesmen authors scholars partners")

PAIR_WORDS: Final = lexicon.words("both neither two pair couple duo")

SEVERAL_POINTED_AT: Final = frozenset({"these", "those"})

DEFINITE: Final = frozenset({"the", "this", "that"}) | SEVERAL_POINTED_AT

NEW: Final = frozenset({"a", "an", "another", "one"})
"""Determiners that bring somebody in."""

TAKING_PART: Final = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "pobj", "poss"})
"""Labels of nouns that bring somebody in and do not tell what another is."""

NARROWING: Final = frozenset({"prep", "relcl", "acl"})
"""Labels of what tells which of several is meant: "the latter of these claims"."""

COUNTRYMEN: Final = {
    word: frozenset(map(stem, {country, *words}))
    for country, words in lexicon.PEOPLES.items()
    for word in words
    if not word.endswith(("ese", "ish", "ch"))  # "the French" are many
}
"""Words for one person of a country, with the stems of all that tells of it."""

PAIR_REACH: Final = 1000
"""Characters within which the two stand whom "the two" means."""


def description(head: Token, start: int, entities: Entities) -> Speaker:
    """A noun phrase: somebody named before where it points back to one, else the group or office as written.

    Nobody where it points back to one of several.
    """
    if name := _of_a_pair(head, start, entities) or other_of_two(head, start, entities):
        return Speaker(name, "role")
    named = _one_named(head, start, entities) if is_singular(head) else None
    return named or Speaker(noun_phrase(head))


def _of_a_pair(head: Token, start: int, entities: Entities) -> str | None:
    """The two whom "the two" means, or which of them "the latter" is."""
    if _means_pair(head, is_definite(head)):
        pair = _last_two(start, entities, people_only=head.lower_ not in PAIR_WORDS)
        if pair:
            return "; ".join(pair)
    if not _is_placed(head):
        return None
    pair = _last_two(start, entities)
    return pair[0 if head.lower_ == "former" else 1] if pair else None


def _is_placed(head: Token) -> bool:
    """Whether a phrase is "the former" or "the latter", without what of."""
    placed = head.lower_ in {"former", "latter"} and is_definite(head)
    return placed and not any(c.dep_ in NARROWING for c in head.rights)


def _one_named(head: Token, start: int, entities: Entities) -> Speaker | None:
    """The person or the body that a phrase for one points back to."""
    definite = is_definite(head)
    if is_one_person(head) and not is_unnamed(head):
        if definite and (speaker := role_antecedent(head, start, entities)):
            return speaker
        if not definite and (name := who_is_theirs(head, start, entities)):
            return Speaker(name, "role")
    if definite and head.lemma_ in lexicon.BODIES and not is_told_more(head):
        return next((Speaker(m.name, "role") for m in entities.focus_before(start) if _is_body(m)), None)
    return None


def is_singular(head: Token) -> bool:
    """Whether a noun is a common one in the singular; the parser takes "the bishop" for a name."""
    return head.tag_ == "NN" or (head.tag_ == "NNP" and head.text.islower())


def compatriot(head: Token, start: int, entities: Entities) -> str | None:
    """Whom "the Pole" means: the only person before `start` of whom that country is told."""
    people = COUNTRYMEN.get(head.lower_)
    if people is None or not is_definite(head) or is_told_more(head):
        return None
    named = [name for name in entities.people_before(start) if people & entities.told.get(name, set())]
    return named[0] if len(named) == 1 else None


def is_unnamed(head: Token) -> bool:
    """Whether a phrase brings in somebody else: "an unnamed official", "the other analyst"."""
    return any(c.lower_ in UNNAMED for c in head.children)


def is_one_person(head: Token) -> bool:
    """Whether a noun's kind is people, and no body of them."""
    return kind_of(head) is SourceKind.PERSON and head.lemma_ not in lexicon.BODY_NOUNS


def _means_pair(head: Token, definite: bool) -> bool:
    """Whether the phrase means two people: "the two", "both of them", "both exiles", "the two men"."""
    counted = any(c.lower_ in {"both", "two"} for c in head.children)
    if head.lower_ in PAIR_WORDS:
        of = (c.right_edge for c in head.children if c.dep_ == "prep")
        return (definite or head.lower_ in {"both", "neither"}) and all(last.lower_ == "them" for last in of)
    if head.lower_ in PAIRS:  # not "the new men in Oslo", "China's leaders"
        return counted or (definite and not _is_narrowed(head))
    told = any(c.dep_ not in {"det", "nummod", "preconj", "predet"} for c in head.children)
    return counted and not told and head.tag_ == "NNS" and is_one_person(head)


def _last_two(start: int, entities: Entities, *, people_only: bool = False) -> list[str]:
    """The last two people before `start`, else the last two groups, in the order in which they were named, or none."""
    named = [m for m in (*entities.named, *entities.focus) if start - PAIR_REACH <= m.start < start]
    named.sort(key=lambda mention: -mention.start)
    for kinds in ({MentionKind.PERSON},) if people_only else ({MentionKind.PERSON}, {MentionKind.GROUP}):
        names = dict.fromkeys(name for m in named if m.kind in kinds for name in m.name.split("; "))
        firsts = {name: min(m.start for m in named if name in m.name) for name in list(names)[:2]}
        if len(firsts) == 2:
            return sorted(firsts, key=firsts.__getitem__)
    return []


def earlier_phrase(head: Token, start: int, entities: Entities) -> tuple[Token, int] | None:
    """The noun with its paragraph's offset that brought in what "the deputy" points back to: "a visiting deputy".

    It has the same noun and all that the later phrase tells, and tells more or begins with "a".
    """
    if head.tag_ not in {"NN", "NNS"} or not is_definite(head) or is_unnamed(head):
        return None
    told, person = _told_in(head), is_one_person(head)
    for noun, offset in reversed(entities.nouns):
        place = noun.idx + offset
        if place < start - NOUN_REACH:
            return None
        if (
            place < start
            and (noun.lemma_, noun.tag_) == (head.lemma_, head.tag_)
            and noun.dep_ in TAKING_PART
            and not is_nobody(noun)
        ):
            there = _told_in(noun)
            if told <= there and (_is_new(noun) or (person and told < there)):
                return noun, offset
    return None


def _is_new(noun: Token) -> bool:
    """Whether a noun is brought in by its article or by how many there are: "a deputy", "two deputies"."""
    return any(c.lower_ in NEW or c.dep_ == "nummod" for c in noun.lefts)


def _told_in(head: Token) -> set[str]:
    """The words of a noun phrase but for its article."""
    parts = [c for c in head.children if c.dep_ in {"amod", "compound", "poss", "prep", "nmod"}]
    return {t.lower_ for part in parts for t in part.subtree if t.is_alpha}


def _is_narrowed(head: Token) -> bool:
    """Whether a noun phrase tells more than its noun, so that it is not just those named last."""
    return bool(_told_in(head)) or _is_picked_out(head)


def _is_body(mention: Mention) -> bool:
    """Whether a mention is what "the agency" points back to: a body by its name."""
    name = mention.name.removeprefix("the ")
    words = name.casefold().split()
    body = mention.kind in {MentionKind.BODY, MentionKind.LONE} and name[0].isupper()
    return body and words[0] not in lexicon.METONYMS and not lexicon.PLACES.issuperset(words)


def _is_picked_out(head: Token) -> bool:
    """Whether a clause tells which of many are meant: "those generals who lost", not "those generals, who lost,"."""
    clauses = (c.left_edge for c in head.rights if c.dep_ in {"relcl", "acl"})
    lost = any(t.tag_ == "WP" for t in head.following)  # where the parser hung it elsewhere
    return lost or any(first.i == head.i + 1 for first in clauses)


def is_definite(head: Token) -> bool:
    """Whether the phrase points at somebody known: "the minister", "Moscow's envoy"."""
    start = head.left_edge.i
    pointed = any(c.lower_ in SEVERAL_POINTED_AT for c in head.lefts)
    if any(c.lower_ in NEW for c in head.lefts) or (pointed and _is_picked_out(head)):
        return False  # "said that an envoy"
    before = head.doc[start - 1].lower_ if start else ""  # where the parser hung the article on another word
    return before in DEFINITE or any(
        (c.dep_ == "det" and c.lower_ in DEFINITE) or (c.dep_ == "poss" and c.lower_ in lexicon.PLACES)
        for c in head.children
    )
