"""Clauses that say what somebody's view is, by a noun: "the fear in Riga is that …", "it is her conviction that …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from stance import lexicon
from stance.attribution import spans
from stance.attribution.rules import RULE
from stance.attribution.rules.rule import Candidate
from stance.attribution.source_kind import SourceKind, is_somebody, kind_of
from stance.tokens import SUBJECTS, Doc, Token

VIEWS: Final = lexicon.NOMINAL_VIEWS | lexicon.MOODS | lexicon.VIEW_HELD
BY: Final = frozenset({"by", "from", "among", "of"})
WITHIN: Final = frozenset({"in", "at", "within", "inside"})
THAT: Final = frozenset({"that", "this", "such", "so"})
WRITERS: Final = lexicon.words("i my we our us me you your it who whose which one")
"""Possessors that name nobody else."""


DRAWING: Final = lexicon.words("advance draw express favour favor give have hold make offer prefer raise reach state")
"""Verbs of having a view or bringing it out."""


@dataclass(frozen=True, slots=True)
class NominalView:
    """A noun of a view, whose it is, and the head of what it is said to be."""

    noun: Token
    source: Token
    content: Token


def find_nominal_views(doc: Doc) -> Iterator[Candidate]:
    """Candidates by a noun of mind or speech and what it is said to be: "the fear in Riga is that …"."""
    for view in _nominal_views(doc):
        content = spans.runs(spans.under(view.content))
        yield Candidate(RULE["noun is"], view.noun.i, content, view.source.i)


def _nominal_views(doc: Doc) -> Iterator[NominalView]:
    """The views of a paragraph that a noun names and a form of "be" tells, in order."""
    for noun in () if VIEWS.isdisjoint(doc.words) else doc:
        if noun.pos_ != "NOUN" or noun.lemma_.lower() not in VIEWS:
            continue
        thought = _thought(noun)
        source = _holder(noun) if thought is not None else None
        if thought is not None and source is not None:
            yield NominalView(noun, source, thought)


def _thought(noun: Token) -> Token | None:
    """What a view is said to be, or the noun itself where the sentence only points back at it."""
    be = _copula(noun)
    if be is None:
        return None
    if noun.dep_ == "attr":
        return _pointed_at(noun, be)
    return next((c for c in _behind(be) if _is_thought(c, noun)), None)


def _copula(noun: Token) -> Token | None:
    """The "be" that tells of a noun, also where an aside behind the noun was taken for its clause."""
    head = noun.head
    if noun.dep_ == "nsubj" and head.dep_ == "ccomp" and head.i < head.head.i:
        head = head.head if not any(c.dep_ in SUBJECTS for c in head.head.children) else head
    return head if noun.dep_ in {"nsubj", "attr"} and head.lemma_ == "be" else None


def _behind(be: Token) -> list[Token]:
    verbs = [be, *(c for c in be.rights if c.dep_ == "conj" and c.lemma_ == "be" and c.tag_ != "VB")]
    return [c for verb in verbs for c in verb.rights]


def _is_thought(part: Token, noun: Token) -> bool:
    """Whether a complement of "be" is what is thought: a clause, and of some nouns a phrase."""
    lemma = noun.lemma_.lower()
    if part.dep_ == "ccomp":
        return True
    if part.dep_ == "xcomp":
        return lemma in lexicon.COUNSEL and any(c.lower_ == "to" for c in part.lefts)
    if part.dep_ == "prep":
        return part.lower_ == "of" and lemma in lexicon.FEARS
    return part.dep_ == "attr" and lemma in lexicon.WORDS_FOR and any(c.lower_ == "for" for c in noun.rights)


def _pointed_at(noun: Token, be: Token) -> Token | None:
    """The clause of "it is her view that …"; of "that is the view in Riga" the noun."""
    subject = next((c for c in be.lefts if c.dep_ in SUBJECTS), None)
    if subject is None:
        return None
    if subject.lower_ == "it":
        return next((c for c in (*noun.rights, *be.rights) if _is_clause(c)), None)
    if any(_is_clause(c) for c in noun.rights):
        return None
    return noun if subject.lower_ in THAT and noun.lemma_.lower() in lexicon.VIEW_POINTED else None


def _is_clause(part: Token) -> bool:
    """Whether a part is a clause with "that" or "to"."""
    marked = any(t.lower_ in {"that", "to"} and t.dep_ in {"mark", "aux"} for t in part.lefts)
    return marked and part.dep_ in {"acl", "ccomp", "relcl", "xcomp"}


def _holder(noun: Token) -> Token | None:
    """Whose a view is: who has it, who gives or draws it, or where it is held."""
    return next((t for t in _named(noun) if t.lower_ not in WRITERS and is_somebody(t)), None)


def _named(noun: Token) -> Iterator[Token]:
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if owner is not None:  # "my hope": nobody else's
        yield owner
        return
    for child in noun.rights:
        if child.dep_ == "acl" and child.tag_ == "VBN":  # "the reason given in Riga"
            yield from (named for word in child.children for named in _by_phrase(word))
        elif child.dep_ in {"acl", "relcl"} and child.lemma_ in DRAWING:  # "the lesson that Riga draws"
            yield from (c for c in child.lefts if c.dep_ == "nsubj")
        else:
            yield from _by_phrase(child)


def _by_phrase(word: Token) -> Iterator[Token]:
    """Whom a phrase names as having or giving a view, or where it is held."""
    if word.lower_ in BY:
        yield from (c for c in word.children if c.dep_ == "pobj")
    elif word.lower_ in WITHIN:
        yield from _seats(word)


def _seats(preposition: Token) -> Iterator[Token]:
    """Places that stand for those who hold a view there: "the mood in Riga"."""
    for place in preposition.children:
        named = place.pos_ == "PROPN" and place.lower_ not in lexicon.CALENDAR
        if place.dep_ == "pobj" and (named or kind_of(place) is SourceKind.PERSON):
            yield place
