"""Coreference: whom a pronoun, "the minister", "the latter" or "the two" points back to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from stance import lexicon
from stance.attribution.entities import ROLES, Entities, Mention, MentionKind, Speaker
from stance.attribution.noun_phrases import noun_phrase
from stance.person_names import origin_of

UNNAMED: Final = lexicon.words("anonymous unidentified unnamed")
FIRST_PERSON: Final = lexicon.words("i my me we our us mine ours myself ourselves")
PLURAL: Final = lexicon.words("they their them themselves theirs")
NEUTER: Final = lexicon.words("it its itself")
PAIRS: Final = lexicon.words("men women presidents leaders ministers statesmen authors scholars partners")
PAIR_WORDS: Final = lexicon.words("both two pair couple duo")
DEFINITE: Final = frozenset({"the", "this", "that"})
PERSONS: Final = (lexicon.PERSON_NOUNS | ROLES) - lexicon.BODY_NOUNS
PAIR_REACH: Final = 400
"""Characters within which the two stand whom "the two" means."""


def pronoun(head: Token, start: int, entities: Entities, first_person: str) -> Speaker:
    """Whom a pronoun at `start` means, or nobody with the reason; `first_person` is whom "I" and "we" mean here."""
    word = head.lower_
    if word in FIRST_PERSON:
        return Speaker(first_person)
    if word in lexicon.MALE or word in lexicon.FEMALE:
        return _person(head, start, entities)
    if word in PLURAL | NEUTER:
        kinds = {MentionKind.GROUP} if word in PLURAL else {MentionKind.BODY, MentionKind.LONE}
        for mention in entities.focus_before(start):
            if mention.kind in kinds or (word in PLURAL and "; " in mention.name):
                return Speaker(mention.name, "pronoun")
        return Speaker(None, f'pronoun "{head.text}" without a speaker before it that fits')
    if "[" in word or (word in {"you", "your", "one", "this", "these", "those", "there"} and head.n_rights == 0):
        return Speaker(None, f'pronoun "{head.text}" names nobody')
    return Speaker(noun_phrase(head))


def _person(head: Token, start: int, entities: Entities) -> Speaker:
    """Whom "he" or "she" means: the last in focus whose gender is not another, else the last one named."""
    gender = "m" if head.lower_ in lexicon.MALE else "f"
    fitting = list(dict.fromkeys(_fitting(entities, start, gender)))
    if not fitting:
        return Speaker(None, f'pronoun "{head.text}" without a person before it')
    name = fitting[0]
    if entities.is_person(name):
        entities.gender.setdefault(name, gender)
    return Speaker(name, "pronoun", tuple(fitting[1:2]))


def _fitting(entities: Entities, start: int, gender: str) -> Iterator[str]:
    """Those whom a pronoun of this gender may mean, the likeliest first.

    One without a name, such as "a senior diplomat", stands behind a person of that gender who was in focus before.
    """
    unnamed: list[str] = []
    for mention in entities.focus_before(start):
        if mention.kind is MentionKind.PERSON and "; " not in mention.name and entities.may_be(mention.name, gender):
            if entities.gender.get(mention.name) is None:
                yield from unnamed
            yield mention.name
        elif mention.kind is MentionKind.ROLE and mention.main and _may_be_role(mention.name, gender):
            unnamed.append(mention.name)
    yield from unnamed
    yield from (name for name in entities.people_before(start) if entities.may_be(name, gender))
    yield from (m.name for m in entities.focus_before(start) if m.kind is MentionKind.LONE)


def _may_be_role(name: str, gender: str) -> bool:
    """Whether one without a name may be of a gender: not "a spokeswoman" for "he"."""
    other = lexicon.FEMALE if gender == "m" else lexicon.MALE
    return not other & set(name.casefold().split())


def description(head: Token, start: int, entities: Entities) -> Speaker:
    """A noun phrase: somebody named before where it points back to one, else the group or office as written."""
    definite = _is_definite(head)
    if _means_pair(head, definite):
        pair = _last_two(start, entities, people_only=head.lower_ in PAIRS)
        if pair:
            return Speaker("; ".join(pair), "role")
    if definite and head.lower_ in {"former", "latter"} and all(c.dep_ == "case" for c in head.rights):
        pair = _last_two(start, entities)
        if pair:
            return Speaker(pair[0 if head.lower_ == "former" else 1], "role")
    unnamed = any(c.lower_ in UNNAMED | {"other"} for c in head.children)
    if definite and not unnamed and head.tag_ == "NN" and head.lemma_ in PERSONS:
        name = _role_antecedent(head, start, entities)
        if name:
            return Speaker(name, "role")
    if (
        definite
        and head.tag_ == "NN"
        and head.lemma_ in lexicon.BODIES
        and not any(c.dep_ in {"poss", "prep"} for c in head.children)
    ):
        body = next((m.name for m in entities.focus_before(start) if _is_body(m)), None)
        if body:
            return Speaker(body, "role")
    return Speaker(noun_phrase(head))


def _means_pair(head: Token, definite: bool) -> bool:
    """Whether the phrase means two people: "the two", "both leaders", "the two men"."""
    counted = any(c.lower_ in {"both", "two"} for c in head.children)
    if head.lower_ in PAIRS:
        return definite or counted
    return (
        head.lower_ in PAIR_WORDS
        and not any(c.dep_ == "prep" for c in head.children)
        and (definite or head.lower_ == "both")
    )


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


def _role_antecedent(head: Token, start: int, entities: Entities) -> str | None:
    """Whom "the minister" or "the Chinese minister" points back to: a person, or "a leading expert" named before."""
    people = entities.people_before(start)
    country = next((c.lower_ for c in head.children if c.lower_ in lexicon.NAME_ORIGINS), None)
    if country:
        people = [name for name in people if origin_of(name) in {country, None}]
        people.sort(key=lambda name: origin_of(name) != country)
    noun = "secretary" if head.lemma_ == "general" and head.i and head.nbor(-1).lower_ == "secretary" else head.lemma_
    bearers = [name for name in people if _same_role(noun, entities.stated_roles.get(name, set()))]
    bearers = bearers or [name for name in people if _same_role(noun, entities.roles.get(name, set()))]
    chosen = next(iter(bearers or _by_elimination(head, people, entities)), None)
    last = next((m.start for m in entities.focus_before(start) if chosen and chosen in m.name), -1)
    for mention in entities.focus_before(start):
        if last < mention.start and mention.kind is MentionKind.ROLE and _introduces(mention.name, head.lower_):
            return mention.name
    return chosen


def _same_role(noun: str, roles: set[str]) -> bool:
    """Whether one of the roles is the noun's, or much the same: an academic is a scholar."""
    alike = {noun}.union(*(group for group in lexicon.ALIKE_ROLES if noun in group))
    return bool(alike & roles)


def _by_elimination(head: Token, people: list[str], entities: Entities) -> list[str]:
    """The people of whom no role is told, for a phrase that adjectives alone tell more of: "the old engineer"."""
    modified = any(
        c.dep_ in {"prep", "poss", "compound", "amod"} and c.lower_ not in lexicon.NAME_ORIGINS for c in head.children
    )
    free = [name for name in people if not entities.stated_roles.get(name)]
    told = any(c.dep_ == "prep" for c in head.children)
    if len(people) == 1 and not told and not entities.stated_roles.get(people[0]):
        return people
    if not modified:
        return free[:1] or people[:1]
    named = any(c.dep_ in {"prep", "poss", "compound"} for c in head.children)
    return people if len(people) == 1 and not named else free[:1] if not named else []


def _introduces(name: str, noun: str) -> bool:
    """Whether a phrase brings in somebody unnamed under this very noun: "one leading expert"."""
    words = name.casefold().split()
    unnamed = words[0] in {"a", "an", "one", "another"} or bool(UNNAMED & set(words))
    return unnamed and noun in words


def _is_body(mention: Mention) -> bool:
    """Whether a mention is what "the agency" points back to: a body by its name."""
    if mention.kind not in {MentionKind.BODY, MentionKind.LONE}:
        return False
    words = mention.name.removeprefix("the ").split()
    return (
        words[0][0].isupper()
        and words[0].casefold() not in lexicon.METONYMS
        and mention.name.casefold().removeprefix("the ") not in lexicon.PLACES
    )


def _is_definite(head: Token) -> bool:
    """Whether the phrase points at somebody known: "the minister", "Moscow's envoy"."""
    start = head.left_edge.i
    before = head.doc[start - 1].lower_ if start else ""  # where the parser hung the article on another word
    return before in DEFINITE or any(
        (c.dep_ == "det" and c.lower_ in DEFINITE) or (c.dep_ == "poss" and c.lower_ in lexicon.PLACES)
        for c in head.children
    )
