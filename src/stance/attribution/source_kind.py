"""What kind of thing a source names: somebody, a state, a document, or a thing that can show but not hold."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from spacy.tokens import Token

from stance import lexicon


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
EACH: Final = lexicon.words("each both either all")


def kind_of(head: Token) -> SourceKind:
    """The kind of the noun phrase around `head`."""
    lemma = head.lemma_.lower()
    if is_share(head):
        counted = _counted(head)
        return SourceKind.PERSON if counted is None or counted.lower_ == "them" else kind_of(counted)
    if lemma in lexicon.QUANTIFIERS:
        counted = _counted(head)
        return kind_of(counted) if counted is not None else SourceKind.THING
    if lemma in EACH:
        counted = _counted(head)
        if counted is not None and counted.lower_ != "them":
            return kind_of(counted)
    if head.lower_ in PERSONAL_PRONOUNS or (head.lower_ == "those" and head.n_rights):
        return SourceKind.PERSON
    if _is_state(head):
        return SourceKind.STATE
    if lemma in lexicon.PERSON_NOUNS or head.lower_ in lexicon.PERSON_NOUNS:
        return SourceKind.PERSON
    if lemma in lexicon.DOCUMENT_NOUNS and head.pos_ != "PROPN":
        return SourceKind.DOCUMENT
    if head.pos_ == "PROPN":
        return SourceKind.THING if lemma == "figure" else SourceKind.PERSON
    endings = {"NNS": lexicon.PERSON_SUFFIXES, "NN": lexicon.PERSON_ENDINGS}.get(head.tag_, ())
    people = head.lower_.endswith(tuple(endings)) and head.lower_ not in lexicon.NO_PEOPLE
    return SourceKind.PERSON if people else SourceKind.THING


def _counted(head: Token) -> Token | None:
    """What a word counts: "analysts" of "plenty of analysts"."""
    return next((c for of in head.children if of.lower_ == "of" for c in of.children if c.dep_ == "pobj"), None)


def is_share(head: Token) -> bool:
    """Whether a noun phrase is a share of people, as polls tell it: "58 percent", "a third of them"."""
    phrase = head.doc[head.left_edge.i : head.right_edge.i + 1]
    numbered = any(t.like_num or t.lower_ in {"a", "most", "larger", "smaller"} for t in phrase)
    parted = any(t.lower_ in {"in", "out", "of"} for t in phrase if t.i >= head.i)
    share = head.lower_ in lexicon.SHARES and (head.lower_ in {"percent", "%", "majority", "share"} or parted)
    return numbered and (share or (head.like_num and parted))


def _is_state(head: Token) -> bool:
    country = head.pos_ == "PROPN" and head.lower_ in lexicon.COUNTRY_HEADS
    place = head.lower_ in lexicon.PLACES or head.lower_ in lexicon.METONYMS
    return country or place or head.lemma_.lower() in lexicon.STATES


def is_nobody(head: Token) -> bool:
    """Whether the noun phrase names no holder: "nobody", "no ship", "each other"."""
    negated = any(c.dep_ in {"det", "neg"} and c.lower_ in lexicon.NOBODY for c in head.children)
    reciprocal = head.lower_ in {"other", "another"} and any(c.lower_ in {"each", "one"} for c in head.children)
    return head.lower_ in lexicon.NOBODY or negated or reciprocal


def looks_plural(name: str) -> bool:
    """Whether a speaker as written is several people, by its words alone: "some officials in Riga"."""
    words = name.casefold().split()
    return any(w in lexicon.MANY or (w.endswith("s") and w.endswith(lexicon.PERSON_SUFFIXES)) for w in words)
