"""What kind of thing a source names: somebody, a state, a document, or a thing that can show but not hold."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from stance import lexicon
from stance.tokens import SUBJECTS, Token, once_a_token


class SourceKind(Enum):
    """What a source names."""

    PERSON = auto()
    """A person, a group of people, a body or an office."""
    STATE = auto()
    """A country, or the seat of its government for it."""
    DOCUMENT = auto()
    THING = auto()
    """What can show but not hold: events, data, "this"."""


PERSONAL_PRONOUNS: Final = lexicon.words("i we he she they you who his her their my our him them me us")
HIS: Final = lexicon.words("my his her our")
COUNTING: Final = lexicon.QUANTIFIERS | lexicon.words("all both each either few many most several some")
NEGATING: Final = lexicon.NOBODY | {"not"}
ASSERTING: Final = lexicon.CLAUSE_VERBS - lexicon.SHOWING | {"see"}
DOCUMENTS: Final = lexicon.DOCUMENT_NOUNS | (lexicon.TEXTS - lexicon.NOT_SPEAKERS)
DATES: Final = lexicon.CALENDAR | lexicon.FEASTS
PEOPLE: Final = lexicon.PERSON_NOUNS | lexicon.BODY_NOUNS
NEGATIVE: Final = frozenset({"det", "neg", "preconj"})
ABSTRACT: Final = ("ness", "tion", "sion", "ity", "ism", "ment", "ance", "ence", "ship", "acy", "dom", "hood")
"""Endings of nouns that name no person, whatever verb they are the subject of."""

PEOPLES_ENDINGS: Final = {"NNS": tuple(lexicon.PERSON_SUFFIXES), "NN": tuple(lexicon.PERSON_ENDINGS)}
"""How nouns for people end, by the tag."""

NO_MINDS: Final = "act attribute cognition event feeling motive phenomenon process relation state substance time"
"""WordNet's classes of nouns that have no mind: "a shrewd plan would avoid it", "the mood is upbeat"."""

ANYBODY: Final = lexicon.words("anybody anyone everybody everyone one people")
"""Words for whoever it may be."""

PLACED: Final = lexicon.words(
    "first second third fourth fifth last latter former left right much market cooperative half quarter rest remainder"
)
"""Words for people by their place or part among others, whatever else they mean: "the second", "the rest"."""

NEVER: Final = (
    lexicon.NOT_SPEAKERS
    | lexicon.NO_PEOPLE
    | lexicon.REPORT_NOUNS
    | lexicon.MIND_NOUNS
    | lexicon.words("a an it the this that these those who which what there such same")
).union(*map(lexicon.nouns_of, NO_MINDS.split())) - PLACED
"""Words that name no person either."""


@once_a_token
def kind_of(head: Token) -> SourceKind:
    """The kind of the noun phrase around `head`."""
    counted = _kind_of_counted(head) if is_share(head) or head.lemma_.lower() in COUNTING else None
    return _kind_of_word(head) if counted is None else counted


def _kind_of_counted(head: Token) -> SourceKind | None:
    """The kind of a word that counts others ("plenty of analysts"), None where it is a word like any other."""
    counted, lemma = _counted(head), head.lemma_.lower()
    if counted is not None and counted.lower_ != "them":
        kind = kind_of(counted)
        return SourceKind.PERSON if kind is SourceKind.STATE and is_share(head) else kind  # "six in ten of the French"
    if is_share(head):
        return SourceKind.PERSON
    if lemma not in lexicon.QUANTIFIERS:
        return None
    people = counted is not None or lemma in PEOPLE or _is_minded(head)  # "the rest thought that"
    return SourceKind.PERSON if people else SourceKind.THING


def _kind_of_word(head: Token) -> SourceKind:
    """The kind by the word itself, and by what stands around it."""
    lemma = head.lemma_.lower()
    if head.lower_ in PERSONAL_PRONOUNS or (head.lower_ == "those" and head.n_rights):
        return SourceKind.PERSON
    if _is_state(head):
        return SourceKind.STATE
    if {lemma, head.lower_} & PEOPLE:
        return SourceKind.PERSON
    if head.pos_ == "PROPN":
        return SourceKind.THING if lemma == "figure" or lemma in DATES else SourceKind.PERSON
    if lemma in DOCUMENTS:
        return SourceKind.DOCUMENT
    return SourceKind.PERSON if _ends_like_people(head) or _is_minded(head) else SourceKind.THING


def _ends_like_people(head: Token) -> bool:
    endings = PEOPLES_ENDINGS.get(head.tag_, ())
    return head.lower_.endswith(endings) and head.lower_ not in lexicon.NO_PEOPLE


def _is_minded(head: Token) -> bool:
    """Whether a noun unknown otherwise, or "another" or "the first", is the subject of a verb that needs a mind."""
    if _has_no_mind(head):
        return False
    verb = head.head
    if head.dep_ == "pobj" and verb.lower_ == "to" and verb.head.lower_ == "according":
        return head.tag_ == "NN" and head.n_lefts > 0  # not "according to need"
    if head.dep_ not in SUBJECTS:
        return False
    if (head.pos_ in {"ADJ", "DET", "NUM", "PRON"} or head.lower_ in PLACED) and verb.lemma_ in ASSERTING:
        return True  # "the first holds that", "another sees", "the rest argued"
    attitude = any(c.dep_ in {"acomp", "oprd"} and c.lower_ in lexicon.BARE_ATTITUDES for c in verb.children)
    return attitude or (verb.lemma_ in lexicon.MINDED and head.dep_ == "nsubj")


def _has_no_mind(noun: Token) -> bool:
    """Whether a noun names a deed, a state or another thing without a mind, whatever its verb."""
    return not NEVER.isdisjoint((noun.lower_, noun.lemma_)) or noun.lower_.endswith(ABSTRACT)


def _counted(head: Token) -> Token | None:
    """What a word counts: "analysts" of "plenty of analysts"."""
    return next((c for of in head.children if of.lower_ == "of" for c in of.children if c.dep_ == "pobj"), None)


@once_a_token
def is_share(head: Token) -> bool:
    """Whether a noun phrase is a share of people, as polls tell it: "58 percent", "a third of them"."""
    share = not {head.lower_, head.lemma_}.isdisjoint(lexicon.SHARES)
    if not head.like_num and not share:
        return False
    phrase = head.subtree
    numbered = any(t.like_num or t.lower_ in {"a", "most", "larger", "smaller"} for t in phrase)
    parted = any(t.lower_ in {"in", "out", "of"} for t in phrase if t.i >= head.i)
    whole = share and head.lower_ in {"cent", "percent", "%", "majority", "share"}
    return numbered and (whole or parted)


def _is_state(head: Token) -> bool:
    if head.lemma_.lower() in {"neighbour", "neighbor"} and any(c.lower_ in HIS for c in head.children):
        return False
    country = head.pos_ == "PROPN" and head.lower_ in lexicon.COUNTRY_HEADS
    place = head.lower_ in lexicon.PLACES or head.lower_ in lexicon.METONYMS
    return country or place or head.lemma_.lower() in lexicon.STATES


def is_nobody(head: Token) -> bool:
    """Whether the noun phrase names no holder: "nobody", "no ship", "each other"; "would you tell us …?" asks."""
    pair = head.lower_ == "neither" and head.dep_ == "nsubj" and not head.n_rights  # "neither thinks so": the two
    if (head.lower_ in lexicon.NOBODY and not pair) or head.lower_ == "you":
        return True
    if any(c.lower_ in NEGATING and c.dep_ in NEGATIVE and not _is_neither_of(c, head) for c in head.children):
        return True
    return head.lower_ in {"other", "another"} and any(c.lower_ in {"each", "one"} for c in head.children)


def is_somebody(head: Token) -> bool:
    """Whether a noun phrase names who can hold a view, and no thing."""
    return kind_of(head) is not SourceKind.THING and not is_nobody(head)


def is_anybody(head: Token) -> bool:
    """Whether a noun phrase may be anybody of a kind: "people", "a lender who wanted ports", not "a Dutch lender"."""
    told = {c.dep_ for c in head.children} - {"det", "relcl", "punct", "advmod"}
    counts = head.lemma_ in lexicon.QUANTIFIERS | lexicon.BODY_NOUNS  # "a minority believes"
    if told or counts or any(t.lower_ in {"in", "of"} for t in head.following):  # "one in five"
        return False
    article = any(c.lower_ in {"a", "an"} for c in head.lefts)
    return head.lower_ in ANYBODY or (article and head.tag_ == "NN" and kind_of(head) is not SourceKind.DOCUMENT)


def _is_neither_of(word: Token, head: Token) -> bool:
    """Whether a word denies something of two who are named: "neither Ann Lee nor Bo Kim thinks so"."""
    return word.lower_ == "neither" and any(c.lower_ == "nor" for c in head.rights)


def looks_plural(name: str) -> bool:
    """Whether a speaker as written is several people, by its words alone: "some officials in Riga"."""
    words = name.casefold().split()
    return any(w in lexicon.MANY or (w.endswith("s") and w.endswith(lexicon.PERSON_SUFFIXES)) for w in words)
