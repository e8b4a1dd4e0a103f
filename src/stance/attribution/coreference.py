"""Coreference: whom a pronoun means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from stance import lexicon
from stance.attribution.entities import PRONOUNS, Entities, MentionKind, Speaker
from stance.attribution.noun_phrases import noun_phrase
from stance.tokens import Token

FIRST_PERSON: Final = lexicon.words("i my me we our us mine ours myself ourselves")

PLURAL: Final = lexicon.words("they their them themselves theirs")

NEUTER: Final = lexicon.words("it its itself")

MEETING: Final = frozenset({"nsubj", "nsubjpass", "dobj", "conj", "dative", "pobj", "ROOT"})
"""Labels of those who take part in what a sentence tells."""

VIEW_REACH: Final = 600
"""Characters before "this view" in which it is told of."""

VIEW_POINTED_AT: Final = "view"
"""How a speaker was found whose view a sentence points back to."""

NOBODYS_VIEW: Final = Speaker(None, "nobody's view before it")

NEAR: Final = 3
"""Sentences before a pronoun's in which it may find the two whom it fits."""


SENTENCE: Final = 200
"""Characters within which two who are mentioned stand in one sentence, as a rule."""


def pronoun(head: Token, start: int, entities: Entities, first_person: str) -> Speaker:
    """Whom a pronoun at `start` means, or nobody with the reason; `first_person` is whom "I" and "we" mean here."""
    word = head.lower_
    if word in FIRST_PERSON or (word == "'s" and head.tag_ == "PRP"):  # "let's admit that"
        return Speaker(first_person)
    if word in lexicon.MALE or word in lexicon.FEMALE:
        return _person(head, start, entities, first_person)
    if word in PLURAL | NEUTER:
        name = _several(head, start, entities) if word in PLURAL else _body(start, entities)
        reason = "pronoun" if name else f'pronoun "{head.text}" without a speaker before it that fits'
        return Speaker(name, reason)
    if "[" in word or (word in {"you", "your", "one", "this", "these", "those", "there"} and head.n_rights == 0):
        return Speaker(None, f'pronoun "{head.text}" names nobody')
    return Speaker(noun_phrase(head))


def _several(head: Token, start: int, entities: Entities) -> str | None:
    """Whom "they" means: the last in focus, or whom a main clause right before it was about.

    In "Bakers rose while millers slept. They …" the bakers.
    """
    fitting = [m for m in entities.focus_before(start) if m.kind is MentionKind.GROUP or "; " in m.name]
    if not fitting:
        return None
    sentence = start - head.idx + head.sent[0].idx
    likeliest = (m for m in fitting if m.main or m.start >= sentence)
    told_of = next((m for m in likeliest if fitting[0].start - m.start < SENTENCE), fitting[0])
    return told_of.name


def _body(start: int, entities: Entities) -> str | None:
    """Whom "it" means: the last body in focus."""
    kinds = {MentionKind.BODY, MentionKind.LONE}
    return next((m.name for m in entities.focus_before(start) if m.kind in kinds), None)


def is_view_pointed_at(head: Token) -> bool:
    """Whether a noun points back to a view that was told of: "according to this view"."""
    pointed = head.dep_ == "pobj" and head.lemma_ in lexicon.VIEW_RETOLD
    return pointed and any(c.lower_ in {"this", "that"} and c.dep_ == "det" for c in head.lefts)


def is_lost_view(speaker: Speaker) -> bool:
    """Whether a sentence points back to a view where nobody's was told of: "that account" may be one at a bank."""
    return speaker == NOBODYS_VIEW


def last_to_speak(start: int, entities: Entities) -> Speaker:
    """Who said or thought something last before a place, or nobody with the reason."""
    last = next((m for m in entities.focus_before(start) if m.spoke), None)
    if last is None or start - last.start > VIEW_REACH:
        return NOBODYS_VIEW
    return Speaker(last.name, VIEW_POINTED_AT)


def is_anyone(head: Token) -> bool:
    """Whether "one" is anybody, the writer first: "one might object"."""
    if head.lower_ != "one" or head.dep_ != "nsubj" or head.n_rights + head.n_lefts:
        return False
    return head.head.tag_ in {"VBZ", "VBP"} or any(
        c.dep_ == "aux" and c.tag_ in {"MD", "VBZ"} for c in head.head.children
    )


def _person(head: Token, start: int, entities: Entities, first_person: str) -> Speaker:
    """Whom "he" or "she" means: the last in focus whose gender is not another, else the last one named.

    Nobody means themselves, in their turn of a conversation or their quotation.
    """
    gender = "m" if head.lower_ in lexicon.MALE else "f"
    fitting = list(dict.fromkeys(name for name in _fitting(entities, start, gender) if name != first_person))
    if not fitting:
        return Speaker(None, f'pronoun "{head.text}" without a person before it')
    name = fitting[0]
    rivals = [other for other in fitting[1:3] if _may_as_well_mean(name, other, head, start, entities)]
    if rivals:
        return nobody_of(f'pronoun "{head.text}"', [name, *rivals])
    if entities.is_person(name):
        entities.gender.setdefault(name, gender)
    return Speaker(name, "pronoun", tuple(fitting[1:2]))


def nobody_of(words: str, people: Sequence[str]) -> Speaker:
    """Nobody, since the words fit several people, the likeliest first."""
    return Speaker(None, f"{words} fits {' and '.join(people)}", tuple(people))


def _may_as_well_mean(name: str, other: str, head: Token, start: int, entities: Entities) -> bool:
    """Whether a pronoun may as well mean another person; the one whose gender is known is likelier."""
    return entities.gender.get(name) == entities.gender.get(other) and compete(name, other, head, start, entities)


def compete(name: str, other: str, head: Token, start: int, entities: Entities) -> bool:
    """Whether either of two people may be meant: the last sentence about one of them tells what both did.

    Not where one of them has spoken before: who spoke goes on speaking.
    """
    if not entities.is_person(name) or not entities.is_person(other) or not head.sent.start:
        return False
    if not {name, other} <= _last_named({name, other}, head, start - head.idx, entities):
        return False
    return not {name, other} & {m.name for m in entities.focus_before(start) if m.spoke}


def _last_named(names: set[str], head: Token, offset: int, entities: Entities) -> set[str]:
    """Those of the names who take part in the last sentence before a pronoun's that has one of them, if it is near."""
    sentence, left = head.sent, NEAR
    while sentence.start and left:
        sentence, left = head.doc[sentence.start - 1].sent, left - 1
        named = [(t, name) for t in sentence if (name := entities.person_at(t.idx + offset)) in names]
        if named:
            return {name for token, name in named if token.dep_ in MEETING and not _is_in_apposition(token)}
    return set()


def _is_in_apposition(token: Token) -> bool:
    """Whether a name only tells who somebody is: "Ann Lee, a student of Karl Lang"."""
    return any(above.dep_ == "appos" for above in (token, *token.ancestors))


def _words_of(name: str) -> set[str]:
    """The words of a phrase, each in the singular too, but for pronouns: "niece" of "one of her nieces"."""
    words = name.casefold().split()
    return {*words, *(word.removesuffix("s") for word in words)} - PRONOUNS


def _fitting(entities: Entities, start: int, gender: str) -> Iterator[str]:
    """Those whom a pronoun of this gender may mean, the likeliest first.

    One without a name stands behind the people who were in focus before, if not of that gender by itself: "a widow".
    """
    own, other = (lexicon.MALE, lexicon.FEMALE) if gender == "m" else (lexicon.FEMALE, lexicon.MALE)
    unnamed: list[str] = []
    for mention in entities.focus_before(start):
        if entities.is_aside(mention.start, start):
            continue
        if mention.kind is MentionKind.PERSON and "; " not in mention.name and entities.may_be(mention.name, gender):
            yield mention.name
        elif mention.kind is MentionKind.ROLE and mention.main:
            words = _words_of(mention.name)
            if words & own:
                yield mention.name
            elif not words & other:
                unnamed.append(mention.name)
    yield from unnamed
    yield from (name for name in entities.people_before(start) if entities.may_be(name, gender))
    yield from (m.name for m in entities.focus_before(start) if m.kind is MentionKind.LONE)
