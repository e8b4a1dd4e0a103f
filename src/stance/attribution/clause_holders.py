"""Main clauses with those who may hold them: the subject, whose noun of mind it is, who is heard or asked beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from spacy.tokens import Doc, Span, Token

from stance import lexicon
from stance.attribution.extract import SUBJECTS
from stance.attribution.source import own_source, passive_subject
from stance.attribution.source_kind import SourceKind, is_nobody, kind_of
from stance.lexicon.supersenses import UNKNOWN, noun_class, third_persons, verb_class

NO_HOLDERS: Final = lexicon.words("i we you it this that there these those what which who one")
POINTING: Final = lexicon.words("it this that such something")
"""Subjects that only point at the noun after "is": "it is his conviction that …"."""

ASKED: Final = lexicon.words("hear ask believe trust credit")
NOMINAL: Final = frozenset({"communication", "cognition", "feeling"})
"""Classes of nouns of mind and speech."""


class Holding(Enum):
    """By what a clause names the one whose view it may be."""

    SUBJECT = "subject"
    """"Beijing wants that border quiet"."""
    NOUN = "noun"
    """A noun of mind or speech that is the subject: "Tarrant's rejoinder is …", "the fear of many is …"."""
    CLEFT = "cleft"
    """A clause that is the subject: "what many in Seoul fear is …"."""
    OBJECT = "object"
    """The object of what moves or strikes somebody: "the road fills her with foreboding"."""
    PHRASE = "phrase"
    """A phrase beside the verb with a noun of mind or speech: "in her experience", "on the telling of Ann Lee"."""
    AS = "as"
    """A clause with "as" beside the verb: "as the late jurist taught his students"."""
    ASKED = "asked"
    """Somebody who is heard, asked or believed: "to hear Ann Lee tell it", "if the crew is to be believed"."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A main clause and who may hold it; `subject` is the noun or the verb's subject by which they are named."""

    verb: Token
    source: Token
    subject: Token
    holding: Holding


def clauses_of(doc: Doc) -> Iterator[Clause]:
    """The main clauses of a paragraph with somebody who may hold them, in order."""
    for sentence in doc.sents:
        for verb in _main_verbs(sentence):
            clauses = _holders(verb, sentence)
            yield from (c for c in clauses if c.source.lower_ not in NO_HOLDERS and not is_nobody(c.source))


def _holders(verb: Token, sentence: Span) -> Iterator[Clause]:
    yield from _beside(verb)
    clause = next((c for c in verb.children if c.dep_ == "csubj"), None)
    inside = own_source(clause) if clause is not None else None
    subject = inside or _experiencer(verb) or own_source(verb) or _lost_subject(verb)
    if subject is None or not sentence.start <= subject.i < sentence.end:
        return
    if inside is not None:
        yield Clause(verb, inside, inside, Holding.CLEFT)
        return
    told = subject if subject.lower_ not in POINTING else next((c for c in verb.children if c.dep_ == "attr"), subject)
    holder, moved = _minded(told), _moved(verb, subject)
    if holder is not None:
        yield Clause(verb, holder, told, Holding.NOUN)
    elif moved is not None:
        yield Clause(verb, moved, subject, Holding.OBJECT)
    else:
        yield Clause(verb, subject, subject, Holding.SUBJECT)


def _minded(noun: Token) -> Token | None:
    """Whose a noun of mind or speech says something to be."""
    return _possessor(noun) if noun_class(noun.lemma_.lower()) in NOMINAL else None


def _moved(verb: Token, subject: Token) -> Token | None:
    """The one on whom a thing works."""
    thing = kind_of(subject) is SourceKind.THING
    moved = next((c for c in verb.children if c.dep_ == "dobj"), None) if thing else None
    return moved if moved is not None and kind_of(moved) is not SourceKind.THING else None


def _experiencer(verb: Token) -> Token | None:
    """Who feels, in the passive: "Moscow was charmed by the horse", "the minister is aggrieved"."""
    subject = passive_subject(verb)
    agent = next((c for by in verb.children if by.dep_ == "agent" for c in by.children if c.dep_ == "pobj"), None)
    able = subject is not None and kind_of(subject) is not SourceKind.THING
    return subject if able and (agent is None or kind_of(agent) is SourceKind.THING) else None


def _lost_subject(verb: Token) -> Token | None:
    """The noun before a main verb that the parser took for a noun: "the opposition revels in his discomfort"."""
    if verb.pos_ in {"VERB", "AUX"}:
        return None
    return next((c for c in reversed(list(verb.lefts)) if c.dep_ in {"compound", "nmod", "poss", "amod"}), None)


def _beside(verb: Token) -> Iterator[Clause]:
    """Who holds the clause of a verb by what stands beside it."""
    for child in verb.children:
        if child.dep_ == "prep":
            yield from _by_phrase(child, before=child.i < verb.i)
        elif child.dep_ == "advcl":
            conjoined = any(c.lower_ == "as" for c in child.lefts)
            source = own_source(child) if conjoined else _asked(child) if child.lemma_ in ASKED else None
            if source is not None:
                yield Clause(child, source, source, Holding.AS if conjoined else Holding.ASKED)


def _by_phrase(preposition: Token, *, before: bool) -> Iterator[Clause]:
    for noun in (c for c in preposition.children if c.dep_ == "pobj"):
        person = before and preposition.lower_ in {"for", "to", "with"} and kind_of(noun) is not SourceKind.THING
        holder = _minded(noun) or (noun if person else None)
        if holder is not None:
            yield Clause(preposition, holder, noun, Holding.PHRASE)


def _asked(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass", "nsubj"}), None)


def _possessor(noun: Token) -> Token | None:
    """Whose a noun says something to be: "Tarrant's fear", "the fear of many in Seoul"."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    of = (c for p in noun.children if p.lower_ in {"of", "among", "by"} for c in p.children if c.dep_ == "pobj")
    return owner or next((c for c in of if kind_of(c) is not SourceKind.THING), None)


def _main_verbs(sentence: Span) -> Iterator[Token]:
    verbs = [sentence.root]
    for verb in verbs:
        plural = any(c.dep_ == "compound" and c.tag_ in {"NNS", "NNPS"} for c in verb.lefts)
        lost = verb.lower_ in third_persons() or (plural and verb_class(verb.lower_) != UNKNOWN)
        if verb.pos_ in {"VERB", "AUX"} or lost:
            yield verb
        verbs += [c for c in verb.children if c.dep_ == "conj" and any(s.dep_ in SUBJECTS for s in c.children)]
