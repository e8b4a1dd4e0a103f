"""Whom a role points back to: "the minister", "her co-author", "the cooperative's head" → a person named before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from stance import lexicon
from stance.attribution.coreference import compete, nobody_of, pronoun
from stance.attribution.entities import ROLE_SUFFIXES, Entities, Speaker, root, stem
from stance.attribution.noun_phrases import noun_phrase, owner_of, whole_word
from stance.person_names import origin_of
from stance.tokens import Token

OFFICES: Final = lexicon.words(
    "boss chair chairman chairwoman chancellor chief clerk commissioner consul director governor head host judge "
    "king leader magistrate mayor minister moderator premier prosecutor queen rector regulator representative "
    "secretary speaker undersecretary"
)
"""Offices that one person holds at a time, so that nobody need be named for "the minister" to be understood."""

KNOWN: Final = lexicon.words("ambassador president")
"""Those by which somebody is known of whom nothing else is told: "Macron … the French president"."""

PRESENT: Final = lexicon.words("acting current incumbent new next present then")
"""What tells an office's holder from one who was named: "the then chancellor"."""

FORMER: Final = lexicon.words("former old retired ex then erstwhile")

MUTUAL: Final = lexicon.words(
    "adversary antagonist co-author colleague companion counterpart friend interlocutor neighbor neighbour opponent "
    "partner rival"
)
"""What each of two is to the other."""


def role_antecedent(head: Token, start: int, entities: Entities) -> Speaker | None:
    """Whom "the minister" or "the Chinese minister" points back to: the last person of whom most of it is told.

    Nobody where another fits as well, and the last sentence about either tells what both did. Where nobody is told of
    as such, it is the last person of whom no role is told.
    """
    country = _country_told(head)
    people = _who_may_be(head, start, entities, country)
    fits = {name: fit for name in people if (fit := fit_of(head, name, entities))[0]}
    if fits:
        rank = {name: (origin_of(name) == country if country else True, fit) for name, fit in fits.items()}
        best = max(rank, key=rank.__getitem__)
        alike = [name for name in rank if rank[name] == rank[best] and name != best]
        rivals = [name for name in alike[:2] if compete(best, name, head, start, entities)]
        return nobody_of(f'role "{noun_phrase(head)}"', [best, *rivals]) if rivals else Speaker(best, "role")
    if head.lemma_ not in lexicon.PERSON_NOUNS and not head.lower_.endswith(ROLE_SUFFIXES):
        return None
    name = _told_nothing_of(head, people, entities, country)
    return Speaker(name, "role") if name else None


def _told_nothing_of(head: Token, people: Sequence[str], entities: Entities, country: str | None) -> str | None:
    """The last person of whom no role is told, where a phrase may mean somebody told of in another way."""
    free = [name for name in people if not entities.stated_roles.get(name)]
    words = {c.lower_ for c in head.children}
    if words & PRESENT:
        return None
    if words & FORMER:
        return next(iter(free or people), None)
    if is_told_more(head) or not free:
        return None
    return free[0] if country and origin_of(free[0]) == country else _known_by(head, free, entities)


def _known_by(head: Token, free: Sequence[str], entities: Entities) -> str | None:
    """The last of these people, none if an office is told that another may hold."""
    if head.lemma_ in KNOWN:
        free = [name for name in free if name not in entities.introduced]
    return free[0] if free and head.lemma_ not in OFFICES else None


def _who_may_be(head: Token, start: int, entities: Entities, country: str | None) -> list[str]:
    """The people before `start` who are not of another country than is told, the likeliest first."""
    told = {_who_owns(c, start - head.idx + c.idx, entities) for c in head.head.rights if c.dep_ in {"dobj", "dative"}}
    people = [name for name in entities.people_before(start) if name not in told]  # "the steward informed her"
    if country:
        people = [name for name in people if origin_of(name) in {country, None}]
        people.sort(key=lambda name: origin_of(name) != country)
    return people


def _country_told(head: Token) -> str | None:
    """The country that a phrase tells of, as the adjective: "the Chinese minister", "the Kremlin leader"."""
    words = [lexicon.METONYMS.get(c.lower_, c.lower_).casefold() for c in head.children]
    return next((origin for origin in lexicon.NAME_ORIGINS for word in words if word[:4] == origin[:4]), None)


def fit_of(head: Token, name: str, entities: Entities) -> tuple[int, int]:
    """How well a phrase fits a person: the role, then what else it tells; nothing where none of that is told."""
    noun = "secretary" if head.lemma_ == "general" and head.i and head.nbor(-1).lower_ == "secretary" else head.lemma_
    alike = {noun}.union(*(group for group in lexicon.ALIKE_ROLES if noun in group))
    stated, told = entities.stated_roles.get(name, set()), entities.told.get(name, set())
    more = _restrictions(head)
    shared = sum(stem(word) in told for word in more)
    near = bool(alike & entities.roles.get(name, set()))
    if more and not shared:
        return int(near), 0
    ranks = (noun in stated, alike & stated, stem(noun) in told, any(root(word) in told for word in alike), near)
    return next((len(ranks) - i for i, fits in enumerate(ranks) if fits), 0), shared


def _restrictions(head: Token) -> list[str]:
    """The words of a phrase that tell which bearer of a role is meant: "law" of "the law professor"."""
    own = {"det", "case", "relcl", "appos", "acl", "punct"}
    parts = [c for c in head.children if c.dep_ not in own and c.lower_ not in lexicon.NAME_ORIGINS]
    words = [t for part in parts for t in part.subtree if t.pos_ in {"NOUN", "PROPN", "ADJ"} and t.dep_ != "amod"]
    return [t.lower_ for t in words]


def other_of_two(head: Token, start: int, entities: Entities) -> str | None:
    """Whom "her Dutch colleague" means: the other one, where she and one other person were named."""
    owner = owner_of(head)
    mutual = head.lemma_ in MUTUAL or whole_word(head).startswith("co-")
    if owner is None or not mutual or _is_introduced(head):
        return None
    known = _who_owns(owner, start, entities)
    others = [name for name in entities.people_before(start) if name != known]
    return others[0] if known and len(others) == 1 else None


def who_is_theirs(head: Token, start: int, entities: Entities) -> str | None:
    """Whom "her deputy" or "the cooperative's head" means: the one person of whom that was told, not her."""
    owner = owner_of(head)
    if owner is None or _is_introduced(head):
        return None
    people = [
        name for name in entities.people_before(start) if name != entities.person_at(start - head.idx + owner.idx)
    ]
    if owner.tag_ == "PRP$":
        known = _who_owns(owner, start, entities)
        people = [n for n in people if known and n != known and head.lemma_ in entities.stated_roles.get(n, set())]
    else:
        people = [n for n in people if all(fit_of(head, n, entities))]
    return people[0] if len(people) == 1 else None


def _who_owns(owner: Token, start: int, entities: Entities) -> str | None:
    """Whom "his" or "her" means before a noun."""
    if owner.tag_ not in {"PRP", "PRP$"} or owner.lower_ not in lexicon.MALE | lexicon.FEMALE:
        return None
    return pronoun(owner, start, entities, "").name


def _is_introduced(head: Token) -> bool:
    return any(c.dep_ in {"appos", "relcl"} for c in head.children)


def is_told_more(head: Token) -> bool:
    """Whether a phrase tells whose or of what somebody is: "the mayor of Riga"."""
    return any(c.dep_ in {"poss", "prep"} for c in head.children)
