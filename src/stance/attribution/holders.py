"""What kind of thing a source is, and which finds take a sentence away from its writer."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Final

from spacy.tokens import Token

from stance import lexicon
from stance.attribution.match import ADVERBIAL, Found


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
EACH: Final = lexicon.words("each both either all")
REPORTING: Final = (
    ADVERBIAL - {"for somebody"}
    | lexicon.words("clause quotation colon label inserted clear include")
    | {"stray clause", "noun is"}
)
"""Rules that hand over a clause or a quotation."""

CARRIED: Final = frozenset({"noun clause", "noun about"})
"""Rules whose cue may be the object of a verb: "expressed doubt that …"."""

SAYING: Final = REPORTING | CARRIED | {"preposition", "as", "naming"}
JUDGING: Final = (
    REPORTING
    | CARRIED
    | {
        "as",
        "naming",
        "adjective",
        "adjective about",
        "object",
        "passive object",
        "preposition",
        "request",
        "so",
        "mood",
        "judgement",
        "phrasal",
        "feeling",
        "adjective to",
        "for somebody",
    }
)


def kind_of(head: Token) -> Kind:
    """The kind of the noun phrase around `head`."""
    lemma = head.lemma_.lower()
    if lemma in lexicon.QUANTIFIERS:
        counted = _counted(head)
        return kind_of(counted) if counted is not None else Kind.THING
    if lemma in EACH:
        counted = _counted(head)
        if counted is not None and counted.lower_ != "them":
            return kind_of(counted)
    if head.lower_ in PERSONAL_PRONOUNS or (head.lower_ == "those" and head.n_rights):
        return Kind.PERSON
    if _is_state(head):
        return Kind.STATE
    if lemma in lexicon.PERSON_NOUNS or head.lower_ in lexicon.PERSON_NOUNS:
        return Kind.PERSON
    if lemma in lexicon.DOCUMENT_NOUNS and head.pos_ != "PROPN":
        return Kind.DOCUMENT
    if head.pos_ == "PROPN":
        return Kind.THING if lemma == "figure" else Kind.PERSON
    if head.tag_ == "NNS" and head.lower_.endswith(lexicon.PERSON_SUFFIXES) and head.lower_ not in lexicon.NO_PEOPLE:
        return Kind.PERSON
    return Kind.THING


def _counted(head: Token) -> Token | None:
    """What a word counts: "analysts" of "plenty of analysts"."""
    return next((c for of in head.children if of.lower_ == "of" for c in of.children if c.dep_ == "pobj"), None)


def _is_state(head: Token) -> bool:
    country = head.pos_ == "PROPN" and head.lower_ in lexicon.COUNTRY_HEADS
    place = head.lower_ in lexicon.PLACES or head.lower_ in lexicon.METONYMS
    return country or place or head.lemma_.lower() in lexicon.STATES


def is_nobody(head: Token) -> bool:
    """Whether the noun phrase names no holder: "nobody", "no ship", "each other"."""
    negated = any(c.dep_ in {"det", "neg"} and c.lower_ in lexicon.NOBODY for c in head.children)
    reciprocal = head.lower_ in {"other", "another"} and any(c.lower_ in {"each", "one"} for c in head.children)
    return head.lower_ in lexicon.NOBODY or negated or reciprocal


def takes_sentence(found: Found, cue: Token, head: Token, kind: Kind, *, lent: bool) -> bool:
    """Whether a find in the main clause makes the sentence its holder's rather than the writer's.

    `lent` says that the block is already an expert's by its heading: then only what is said or written counts.
    """
    acts = lexicon.ACTS if kind is Kind.STATE and found.rule == "naming" else frozenset()
    if found.rule in {"quotation", "label", "colon"} or (found.quoted and cue.lemma_ in lexicon.SPEECH - acts):
        return kind is not Kind.THING or head.lower_ == "it"
    if found.rule in CARRIED and not _is_carried(cue):
        return False
    verb = cue.head if cue.pos_ == "ADJ" else cue
    if _is_aside(cue):
        return False
    advice = {c.lower_ for c in verb.children if c.dep_ in {"aux", "advmod"} and c.lower_ in lexicon.ADVICE}
    if advice and found.rule not in ADVERBIAL and (cue.lemma_ not in lexicon.GUESSED or "should" in advice):
        return False
    if lent and not _outspoken(found, cue, head, kind):
        return False
    if found.rule in {"object", "passive object", "judgement", "preposition"} and cue.lemma_ not in lexicon.OWN_OBJECTS:
        return False
    if found.rule == "preposition" and any(c.dep_ in {"dobj", "dative"} for c in cue.children):
        return False  # "asked China for aid" is an act, "asked for an alliance" a view
    return _HOLDS[kind](found, cue, head)


def _is_aside(cue: Token) -> bool:
    """Whether a participle tells in passing what an act shows or what its doer knew: "…, underscoring that …"."""
    if cue.tag_ != "VBG" or any(c.dep_ in {"aux", "nsubj"} for c in cue.children):
        return False
    told = cue.lemma_ in lexicon.SHOWING or cue.lemma_ in lexicon.BELIEF - lexicon.SPEECH
    return cue.dep_ == "advcl" and told and cue.head.lemma_ not in lexicon.CLAUSE_VERBS


def _is_carried(noun: Token) -> bool:
    """Whether a sentence is about a noun's being somebody's: "expressed doubt that …", "there is a belief among …"."""
    if noun.dep_ == "attr" and noun.head.lemma_ == "be":
        return any(c.dep_ == "expl" for c in noun.head.children) and any(c.lower_ == "among" for c in noun.children)
    return noun.dep_ == "dobj" and noun.head.lemma_ in lexicon.VOICING


def _outspoken(found: Found, cue: Token, head: Token, kind: Kind) -> bool:
    """Whether somebody is said to have said or written it, so that it cannot be the expert's own view of them."""
    if found.rule == "for somebody" and head.pos_ == "PROPN":
        return True
    if found.rule not in SAYING or kind not in {Kind.PERSON, Kind.DOCUMENT}:
        return False
    if found.rule == "clause" and head.tag_ == "NNS" and head.lemma_ in lexicon.SCHOLARLY_ROLES:
        return True  # what other students of the matter think is reported, not shared
    if cue.lemma_ in lexicon.SHOWING & lexicon.FINDING and head.pos_ == "NOUN":
        return False
    if found.rule in CARRIED and cue.head.lemma_ in {"have", "take"}:
        return False
    spoken = cue.lemma_ in lexicon.SPEECH | {"speak", "talk"} or cue.pos_ not in {"VERB", "AUX"}
    if kind is Kind.DOCUMENT:
        return spoken and cue.lemma_ not in lexicon.SHOWING
    return spoken or cue.tag_ == "VBD"


def _person_holds(found: Found, cue: Token, head: Token) -> bool:
    if found.rule == "infinitive":
        return cue.lemma_ in lexicon.CLAIMS
    return found.rule in JUDGING and cue.lemma_ not in lexicon.DISPOSITIONS


def _state_holds(found: Found, cue: Token, head: Token) -> bool:
    if found.rule in {"as", "naming"}:
        return _is_present(cue)
    if found.rule in {"feeling", "adjective to", "clear", "mood"}:
        return True
    if found.rule == "infinitive":
        return cue.lemma_ in lexicon.CLAIMS
    if found.rule == "noun about":
        return cue.lemma_ in lexicon.STATE_MOODS
    if found.rule == "phrasal":
        return cue.lemma_ in lexicon.STATE_PHRASAL
    if found.rule in {"object", "judgement", "preposition"}:
        return cue.lemma_ in lexicon.STATE_VIEWS
    if found.rule in {"adjective", "adjective about"}:
        return cue.lemma_ in lexicon.STATE_MINDS
    told = lexicon.ACTS if cue.tag_ in {"VBD", "VBN"} else frozenset()
    spoken = cue.lemma_ in lexicon.SPEECH - told or cue.pos_ not in {"VERB", "AUX"}
    return found.rule in REPORTING and (spoken or cue.lemma_ in lexicon.STATE_MINDS)


def _is_present(cue: Token) -> bool:
    """Whether a verb or its auxiliary is in the simple present: "views", "do not view", "is viewed"."""
    helpers = (t for t in cue.children if t.dep_ in {"aux", "auxpass"} and t.lemma_ in {"do", "be"})
    far = any(c.lower_ == "far" for c in cue.head.children)  # "went so far as to call": no matter when
    return far or any(t.tag_ in {"VBZ", "VBP"} for t in (cue, *helpers))


def _document_holds(found: Found, cue: Token, head: Token) -> bool:
    if found.rule in {"object", "judgement"}:
        return cue.lemma_ in lexicon.OMISSIONS
    return found.rule in SAYING and (
        head.lemma_ in lexicon.POLLS or cue.lemma_ == "find" or cue.lemma_ not in lexicon.SHOWING
    )


def _thing_holds(found: Found, cue: Token, head: Token) -> bool:
    able = head.lower_ == "it" or (head.pos_ == "NOUN" and head.lemma_ not in lexicon.NOT_SPEAKERS)
    return able and cue.lemma_ in lexicon.SPEECH - lexicon.SHOWING and found.rule in REPORTING


_HOLDS: Final[dict[Kind, Callable[[Found, Token, Token], bool]]] = {
    Kind.PERSON: _person_holds,
    Kind.STATE: _state_holds,
    Kind.DOCUMENT: _document_holds,
    Kind.THING: _thing_holds,
}
