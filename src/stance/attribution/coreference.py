"""Who a pronoun, "the minister" or "the agency" points back to."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from stance import lexicon
from stance.attribution.entities import ROLES, Entities, Mention, Speaker
from stance.attribution.noun_phrases import noun_phrase
from stance.person_names import origin_of

UNNAMED: Final = lexicon.words("anonymous unidentified unnamed")
FIRST_PERSON: Final = lexicon.words("i my me we our us mine ours myself ourselves")
THIRD_PERSON: Final = lexicon.words("they their them themselves it its")
PAIRS: Final = lexicon.words("men women presidents leaders ministers statesmen authors scholars partners")
DEFINITE: Final = frozenset({"the", "this", "that"})


def pronoun(head: Token, start: int, entities: Entities, first_person: str) -> Speaker:
    """Whom a pronoun at `start` means, or nobody with the reason; `first_person` is whom "I" and "we" mean here."""
    word = head.lower_
    if word in FIRST_PERSON:
        return Speaker(first_person)
    if word in lexicon.MALE or word in lexicon.FEMALE:
        person = entities.person_before(start, word)
        return (
            Speaker(person, "pronoun") if person else Speaker(None, f'pronoun "{head.text}" without a person before it')
        )
    if word in THIRD_PERSON:
        many = word.startswith("the")
        for mention in entities.focus_before(start):
            if mention.plural == many and (many or not entities.is_person(mention.name)):
                return Speaker(mention.name, "pronoun")
        return Speaker(None, f'pronoun "{head.text}" without a speaker before it that fits')
    if "[" in word or (word in {"you", "your", "one", "this", "these", "those", "there"} and head.n_rights == 0):
        return Speaker(None, f'pronoun "{head.text}" names nobody')
    return Speaker(noun_phrase(head))


def description(head: Token, start: int, entities: Entities) -> Speaker:
    """A noun phrase: a person named before where it points back to one, else the group or office as written."""
    definite = _is_definite(head)
    if head.lower_ in PAIRS and (definite or any(c.lower_ in {"both", "two"} for c in head.children)):
        people = entities.people_before(start)[:2]
        if len(people) == 2:
            return Speaker("; ".join(reversed(people)), "role")
    unnamed = any(c.lower_ in UNNAMED | {"other"} for c in head.children)
    if definite and not unnamed and head.tag_ == "NN" and head.lemma_ in ROLES:
        chosen = _role_antecedent(head, start, entities)
        if chosen:
            return Speaker(chosen, "role")
    if (
        definite
        and head.tag_ == "NN"
        and head.lemma_ in lexicon.BODIES
        and not any(c.dep_ in {"poss", "prep"} for c in head.children)
    ):
        body = next((m.name for m in entities.focus_before(start) if _is_body(m, entities)), None)
        if body:
            return Speaker(body, "role")
    return Speaker(noun_phrase(head))


def _role_antecedent(head: Token, start: int, entities: Entities) -> str | None:
    """Whom "the minister" or "the Chinese minister" points back to: a person, or "a leading expert" named before."""
    people = entities.people_before(start)
    country = next((c.lower_ for c in head.children if c.lower_ in lexicon.NAME_ORIGINS), None)
    if country:
        people = [name for name in people if origin_of(name) in {country, None}]
        people.sort(key=lambda name: origin_of(name) != country)
    bearers = [name for name in people if head.lemma_ in entities.roles.get(name, ())]
    modified = any(
        c.dep_ in {"prep", "poss", "amod", "compound"} and c.lower_ not in lexicon.NAME_ORIGINS for c in head.children
    )
    chosen = next(iter(bearers or (people if not modified or len(people) == 1 else [])), None)
    last = max((m.start for m in entities.focus if chosen and chosen in m.name and m.start < start), default=-1)
    for mention in entities.focus_before(start):
        if last < mention.start and _introduces(mention.name, head.lower_):
            return mention.name
    return chosen


def _introduces(name: str, noun: str) -> bool:
    """Whether a phrase brings in somebody unnamed under this very noun: "one leading expert"."""
    words = name.casefold().split()
    unnamed = words[0] in {"a", "an", "one", "another"} or bool(UNNAMED & set(words))
    return unnamed and noun in words


def _is_body(mention: Mention, entities: Entities) -> bool:
    """Whether a mention is a body's or a paper's name, not a person's, a country's or a group's."""
    words = mention.name.removeprefix("the ").split()
    return (
        not mention.plural
        and words[0][0].isupper()
        and words[0].casefold() not in lexicon.METONYMS
        and mention.name.casefold().removeprefix("the ") not in lexicon.PLACES
        and not entities.is_person(mention.name)
    )


def _is_definite(head: Token) -> bool:
    """Whether the phrase points at somebody known: "the minister", "Moscow's envoy"."""
    start = head.left_edge.i
    before = head.doc[start - 1].lower_ if start else ""  # where the parser hung the article on another word
    return before in DEFINITE or any(
        (c.dep_ == "det" and c.lower_ in DEFINITE) or (c.dep_ == "poss" and c.lower_ in lexicon.PLACES)
        for c in head.children
    )
