"""Coreference: whom a pronoun, "the minister", "the latter" or "the two" points back to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from stance import lexicon
from stance.attribution.entities import (
    PRONOUNS,
    REACH,
    ROLE_SUFFIXES,
    Entities,
    Mention,
    MentionKind,
    Speaker,
    root,
    stem,
)
from stance.attribution.noun_phrases import noun_phrase, owner_of, whole_word
from stance.attribution.source_kind import SourceKind, is_nobody, kind_of
from stance.person_names import origin_of
from stance.tokens import Token

UNNAMED: Final = lexicon.words("anonymous other unidentified unnamed")
FIRST_PERSON: Final = lexicon.words("i my me we our us mine ours myself ourselves")
PLURAL: Final = lexicon.words("they their them themselves theirs")
NEUTER: Final = lexicon.words("it its itself")
PAIRS: Final = lexicon.words("men women presidents leaders ministers statesmen authors scholars partners")
PAIR_WORDS: Final = lexicon.words("both neither two pair couple duo")
DEFINITE: Final = frozenset({"the", "this", "that"})
OFFICES: Final = lexicon.words(
    "boss chair chairman chairwoman chancellor chief clerk commissioner consul director governor head host judge "
    "king leader magistrate mayor minister moderator premier prosecutor queen rector regulator representative "
    "secretary speaker undersecretary"
)
"""Offices that one person holds at a time, so that nobody need be named for "the minister" to be understood."""

KNOWN: Final = lexicon.words("ambassador president")
"""Those by which somebody is known of whom nothing else is told: "Macron … the French president"."""

NEW: Final = frozenset({"a", "an", "another", "one"})
"""Determiners that bring somebody in."""

TAKING_PART: Final = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "pobj", "poss"})
"""Labels of nouns that bring somebody in and do not tell what another is."""

MEETING: Final = frozenset({"nsubj", "nsubjpass", "dobj", "conj", "dative", "pobj", "ROOT"})
"""Labels of those who take part in what a sentence tells."""

NEAR: Final = 3
"""Sentences before a pronoun's in which it may find the two whom it fits."""

NARROWING: Final = frozenset({"prep", "relcl", "acl"})
"""Labels of what tells which of several is meant: "the latter of these claims"."""

PRESENT: Final = lexicon.words("acting current incumbent new next present then")
"""What tells an office's holder from one who was named: "the then chancellor"."""

PAST: Final = lexicon.words("former old retired ex then erstwhile")
MUTUAL: Final = lexicon.words(
    "adversary antagonist co-author colleague companion counterpart friend interlocutor neighbor neighbour opponent "
    "partner rival"
)
"""What each of two is to the other."""

COUNTRYMEN: Final = {
    word: frozenset(map(stem, {country, *words}))
    for country, words in lexicon.PEOPLES.items()
    for word in words
    if not word.endswith(("ese", "ish", "ch"))  # "the French" are many
}
"""Words for one person of a country, with the stems of all that tells of it."""

PAIR_REACH: Final = 1000
"""Characters within which the two stand whom "the two" means."""


def pronoun(head: Token, start: int, entities: Entities, first_person: str) -> Speaker:
    """Whom a pronoun at `start` means, or nobody with the reason; `first_person` is whom "I" and "we" mean here."""
    word = head.lower_
    if word in PAIR_WORDS:
        return description(head, start, entities)
    if word in FIRST_PERSON:
        return Speaker(first_person)
    if word in lexicon.MALE or word in lexicon.FEMALE:
        return _person(head, start, entities, first_person)
    if word in PLURAL | NEUTER:
        kinds = {MentionKind.GROUP} if word in PLURAL else {MentionKind.BODY, MentionKind.LONE}
        for mention in entities.focus_before(start):
            if mention.kind in kinds or (word in PLURAL and "; " in mention.name):
                return Speaker(mention.name, "pronoun")
        return Speaker(None, f'pronoun "{head.text}" without a speaker before it that fits')
    if "[" in word or (word in {"you", "your", "one", "this", "these", "those", "there"} and head.n_rights == 0):
        return Speaker(None, f'pronoun "{head.text}" names nobody')
    return Speaker(noun_phrase(head))


def is_anyone(head: Token) -> bool:
    """Whether "one" is anybody, the writer first: "one might object"."""
    if head.lower_ != "one" or head.dep_ != "nsubj" or head.n_rights + head.n_lefts:
        return False
    return head.head.tag_ in {"VBZ", "VBP"} or any(c.tag_ in {"MD", "VBZ"} for c in head.head.children)


def _person(head: Token, start: int, entities: Entities, first_person: str) -> Speaker:
    """Whom "he" or "she" means: the last in focus whose gender is not another, else the last one named.

    Nobody means themselves, in their turn of a conversation or their quotation.
    """
    gender = "m" if head.lower_ in lexicon.MALE else "f"
    fitting = list(dict.fromkeys(name for name in _fitting(entities, start, gender) if name != first_person))
    if not fitting:
        return Speaker(None, f'pronoun "{head.text}" without a person before it')
    name = fitting[0]
    rivals = [other for other in fitting[1:3] if _compete(name, other, head, start, entities)]
    if rivals:
        both = " and ".join([name, *rivals])
        return Speaker(None, f'pronoun "{head.text}" fits {both}', (name, *rivals))
    if entities.is_person(name):
        entities.gender.setdefault(name, gender)
    return Speaker(name, "pronoun", tuple(fitting[1:2]))


def _compete(name: str, other: str, head: Token, start: int, entities: Entities) -> bool:
    """Whether a pronoun may as well mean another person: the last sentence about either tells what both did.

    Not where one of them has spoken before: who spoke goes on speaking.
    """
    if not entities.is_person(name) or not entities.is_person(other) or not head.sent.start:
        return False
    if entities.gender.get(name) != entities.gender.get(other):
        return False  # the one whose gender is known is likelier
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
            return {name for token, name in named if token.dep_ in MEETING}
    return set()


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
            words = set(mention.name.casefold().split()) - PRONOUNS
            if words & own:
                yield mention.name
            elif not words & other:
                unnamed.append(mention.name)
    yield from unnamed
    yield from (name for name in entities.people_before(start) if entities.may_be(name, gender))
    yield from (m.name for m in entities.focus_before(start) if m.kind is MentionKind.LONE)


def description(head: Token, start: int, entities: Entities) -> Speaker:
    """A noun phrase: somebody named before where it points back to one, else the group or office as written."""
    definite = is_definite(head)
    if _means_pair(head, definite):
        pair = _last_two(start, entities, people_only=head.lower_ not in PAIR_WORDS)
        if pair:
            return Speaker("; ".join(pair), "role")
    if definite and head.lower_ in {"former", "latter"} and not any(c.dep_ in NARROWING for c in head.rights):
        pair = _last_two(start, entities) or _joined_before(head)
        if pair:
            return Speaker(pair[0 if head.lower_ == "former" else 1], "role")
    name = _other_of_two(head, start, entities)
    if name is None and is_singular(head) and is_one_person(head) and not is_unnamed(head):
        name = _role_antecedent(head, start, entities) if definite else _whose(head, start, entities)
    if name is None and definite and is_singular(head) and head.lemma_ in lexicon.BODIES and not _is_told_more(head):
        name = next((m.name for m in entities.focus_before(start) if _is_body(m)), None)
    return Speaker(name, "role") if name else Speaker(noun_phrase(head))


def is_singular(head: Token) -> bool:
    """Whether a noun is a common one in the singular; the parser takes "the bishop" for a name."""
    return head.tag_ == "NN" or (head.tag_ == "NNP" and head.text.islower())


def compatriot(head: Token, start: int, entities: Entities) -> str | None:
    """Whom "the Pole" means: the only person before `start` of whom that country is told."""
    people = COUNTRYMEN.get(head.lower_)
    if people is None or not is_definite(head) or _is_told_more(head):
        return None
    named = [name for name in entities.people_before(start) if people & entities.told.get(name, set())]
    return named[0] if len(named) == 1 else None


def _joined_before(head: Token) -> list[str]:
    """The two that the sentences before name together, as written: "the bank and the union"."""
    before = head.doc[: head.sent.start]
    second = next((t for t in reversed(before) if t.dep_ == "conj" and t.pos_ in {"NOUN", "PROPN"}), None)
    if second is None or any(c.dep_ == "conj" for c in second.children) or second.head.dep_ == "conj":
        return []
    first = second.head
    able = all(kind_of(t) is not SourceKind.THING for t in (first, second))
    return [noun_phrase(first), noun_phrase(second)] if able else []


def is_unnamed(head: Token) -> bool:
    """Whether a phrase brings in somebody else: "an unnamed official", "the other analyst"."""
    return any(c.lower_ in UNNAMED for c in head.children)


def is_one_person(head: Token) -> bool:
    """Whether a noun's kind is people, and no body of them."""
    return kind_of(head) is SourceKind.PERSON and head.lemma_ not in lexicon.BODY_NOUNS


def _is_told_more(head: Token) -> bool:
    return any(c.dep_ in {"poss", "prep"} for c in head.children)


def _means_pair(head: Token, definite: bool) -> bool:
    """Whether the phrase means two people: "the two", "both of them", "both exiles", "the two men"."""
    counted = any(c.lower_ in {"both", "two"} for c in head.children)
    if head.lower_ in PAIR_WORDS:
        of = (c.right_edge for c in head.children if c.dep_ == "prep")
        return (definite or head.lower_ in {"both", "neither"}) and all(last.lower_ == "them" for last in of)
    told = any(c.dep_ not in {"det", "nummod", "preconj", "predet"} for c in head.children)
    if head.lower_ in PAIRS and (definite or counted):
        return True
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


def _other_of_two(head: Token, start: int, entities: Entities) -> str | None:
    """Whom "her Dutch colleague" means: the other one, where she and one other person were named."""
    owner = owner_of(head)
    mutual = head.lemma_ in MUTUAL or whole_word(head).startswith("co-")
    if owner is None or not mutual or _is_introduced(head):
        return None
    known = _who_owns(owner, start, entities)
    others = [name for name in entities.people_before(start) if name != known]
    return others[0] if known and len(others) == 1 else None


def _whose(head: Token, start: int, entities: Entities) -> str | None:
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
        people = [n for n in people if all(_fit(head, n, entities))]
    return people[0] if len(people) == 1 else None


def _who_owns(owner: Token, start: int, entities: Entities) -> str | None:
    """Whom "his" or "her" means before a noun."""
    if owner.tag_ not in {"PRP", "PRP$"} or owner.lower_ not in lexicon.MALE | lexicon.FEMALE:
        return None
    return pronoun(owner, start, entities, "").name


def _is_introduced(head: Token) -> bool:
    return any(c.dep_ in {"appos", "relcl"} for c in head.children)


def _role_antecedent(head: Token, start: int, entities: Entities) -> str | None:
    """Whom "the minister" or "the Chinese minister" points back to: the last person of whom most of it is told.

    Where nobody is told of as such, it is the last person of whom no role is told.
    """
    country = _country_told(head)
    people = _who_may_be(head, start, entities, country)
    fits = {name: fit for name in people if (fit := _fit(head, name, entities))[0]}
    if fits:  # the first of several that fit as well; one from that country before all others
        return max(fits, key=lambda name: (origin_of(name) == country if country else True, fits[name]))
    if head.lemma_ not in lexicon.PERSON_NOUNS and not head.lower_.endswith(ROLE_SUFFIXES):
        return None
    free = [name for name in people if not entities.stated_roles.get(name)]
    past = any(c.lower_ in PAST for c in head.children)
    alone = country and free and origin_of(free[0]) == country
    if head.lemma_ in KNOWN and not past and not alone:
        free = [name for name in free if name not in entities.introduced]
    if not past and (_is_told_more(head) or (head.lemma_ in OFFICES and not alone)):
        return None
    if any(c.lower_ in PRESENT for c in head.children):
        return None
    return next(iter(free or (people if past else ())), None)


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


def _fit(head: Token, name: str, entities: Entities) -> tuple[int, int]:
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


def earlier_phrase(head: Token, start: int, entities: Entities) -> tuple[Token, int] | None:
    """The noun with its paragraph's offset that brought in what "the deputy" points back to: "a visiting deputy".

    It has the same noun and all that the later phrase tells, and tells more or begins with "a".
    """
    if head.tag_ != "NN" or not is_definite(head) or is_unnamed(head):
        return None
    told, person = _told_in(head), is_one_person(head)
    for noun, offset in reversed(entities.nouns):
        place = noun.idx + offset
        if place < start - REACH:
            return None
        if place < start and noun.lemma_ == head.lemma_ and noun.dep_ in TAKING_PART and not is_nobody(noun):
            there = _told_in(noun)
            new = any(c.lower_ in NEW for c in noun.lefts)
            if told <= there and (new or (person and told < there)):
                return noun, offset
    return None


def _told_in(head: Token) -> set[str]:
    """The words of a noun phrase but for its article."""
    parts = [c for c in head.children if c.dep_ in {"amod", "compound", "poss", "prep", "nmod"}]
    return {t.lower_ for part in parts for t in part.subtree if t.is_alpha}


def _is_body(mention: Mention) -> bool:
    """Whether a mention is what "the agency" points back to: a body by its name."""
    if mention.kind not in {MentionKind.BODY, MentionKind.LONE}:
        return False
    words = mention.name.removeprefix("the ").split()
    named = words[0][0].isupper() and words[0].casefold() not in lexicon.METONYMS
    return named and mention.name.casefold().removeprefix("the ") not in lexicon.PLACES


def is_definite(head: Token) -> bool:
    """Whether the phrase points at somebody known: "the minister", "Moscow's envoy"."""
    start = head.left_edge.i
    if any(c.lower_ in NEW for c in head.lefts):
        return False  # "said that an envoy"
    before = head.doc[start - 1].lower_ if start else ""  # where the parser hung the article on another word
    return before in DEFINITE or any(
        (c.dep_ == "det" and c.lower_ in DEFINITE) or (c.dep_ == "poss" and c.lower_ in lexicon.PLACES)
        for c in head.children
    )
