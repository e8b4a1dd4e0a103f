"""What kind of thing a source is, and which finds take a sentence away from its writer."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from spacy.tokens import Token

from stance import lexicon
from stance.attribution.match import Found


class Kind(Enum):
    """What a source names."""

    PERSON = auto()
    """A person, a group of people, a body or an office."""
    STATE = auto()
    """A country, or the seat of its government for it."""
    DOCUMENT = auto()
    THING = auto()
    """What can show but not hold: events, data, "this"."""


PERSONAL_PRONOUNS: Final = lexicon.words("i we he she they you who his her their my our him them me us")
REPORTING: Final = frozenset(
    {"clause", "quotation", "colon", "label", "noun is", "according to", "in the view of", "parenthesis", "as clause"}
)
SAYING: Final = REPORTING | {"preposition", "as", "naming"}
JUDGING: Final = REPORTING | {
    "as",
    "naming",
    "adjective",
    "adjective about",
    "object",
    "preposition",
    "request",
    "judgement",
    "for somebody",
}


def kind_of(head: Token) -> Kind:
    """The kind of the noun phrase around `head`."""
    lemma = head.lemma_.lower()
    if lemma in lexicon.QUANTIFIERS:
        counted = next((c for of in head.children if of.lower_ == "of" for c in of.children if c.dep_ == "pobj"), None)
        return kind_of(counted) if counted is not None else Kind.THING
    if head.lower_ in PERSONAL_PRONOUNS:
        return Kind.PERSON
    if head.lower_ in lexicon.PLACES or head.lower_ in lexicon.METONYMS or lemma in lexicon.STATES:
        return Kind.STATE
    if lemma in lexicon.PERSON_NOUNS or head.lower_ in lexicon.PERSON_NOUNS:
        return Kind.PERSON
    if lemma in lexicon.DOCUMENT_NOUNS and head.pos_ != "PROPN":
        return Kind.DOCUMENT
    if head.pos_ == "PROPN":
        return Kind.THING if lemma == "figure" else Kind.PERSON
    if head.tag_ == "NNS" and head.lower_.endswith(lexicon.PERSON_SUFFIXES):
        return Kind.PERSON
    return Kind.THING


def takes_sentence(found: Found, cue: Token, head: Token, kind: Kind, *, lent: bool) -> bool:
    """Whether a find in the main clause makes the sentence its holder's rather than the writer's.

    `lent` says that the block is already an expert's by its heading: then only what is said or written counts.
    """
    spoken = cue.lemma_ in lexicon.SPEECH or cue.pos_ not in {"VERB", "AUX"}
    if found.rule == "quotation" or (found.quoted and cue.lemma_ in lexicon.SPEECH):
        return kind is not Kind.THING or head.lower_ == "it"
    if lent and not (
        found.rule in SAYING and spoken and kind in {Kind.PERSON, Kind.DOCUMENT} and cue.lemma_ not in lexicon.SHOWING
    ):
        return False
    if found.rule in {"object", "judgement", "preposition"} and cue.lemma_ not in lexicon.OWN_OBJECTS:
        return False
    if kind is Kind.PERSON:
        return found.rule in JUDGING and cue.lemma_ not in lexicon.DISPOSITIONS
    if kind is Kind.STATE:
        if found.rule in {"as", "naming"}:
            return cue.tag_ in {"VBZ", "VBP"}
        return found.rule in REPORTING - {"in the view of"} and spoken
    if kind is Kind.DOCUMENT:
        if head.lemma_ in lexicon.POLLS:
            return found.rule in REPORTING
        return found.rule in SAYING and cue.lemma_ not in lexicon.SHOWING
    able = head.lower_ == "it" or (head.pos_ == "NOUN" and head.lemma_ not in lexicon.NOT_SPEAKERS)
    return able and cue.lemma_ in lexicon.SPEECH - lexicon.SHOWING and found.rule in REPORTING
