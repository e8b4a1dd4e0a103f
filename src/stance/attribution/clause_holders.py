"""Main clauses with those who may hold them: the subject, whose noun of mind it is, who is named beside the verb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from stance import lexicon
from stance.attribution.extract import ANY_SUBJECT
from stance.attribution.main_clause import contrast
from stance.attribution.source import own_source, passive_subject
from stance.attribution.source_kind import SourceKind, is_nobody, kind_of
from stance.lexicon.text import UNKNOWN, noun_class, third_persons, verb_class
from stance.tokens import SUBJECTS, VERBAL, Doc, Span, Token

NO_HOLDERS: Final = lexicon.words("i we my our you it this that there these what which who one")
DUMMY_SUBJECTS: Final = lexicon.words("it this that such something")
"""Subjects that only point at the noun after "is": "it is his conviction that …"."""

FREE_RELATIVES: Final = lexicon.words("what where whom")
"""Words that open the clause before "is" of "what Riga wants is time"."""

RELATIVE_PRONOUNS: Final = lexicon.words("that who whom which")
"""Words before the clause of what is pointed out."""

NOUNS_OF_MIND: Final = frozenset({"communication", "cognition", "feeling"})
"""Classes of nouns of mind and speech."""

TOWARDS: Final = lexicon.words("to with from at for")
"""Prepositions before one on whom a thing works: "matters to Seoul", "found favour with the envoy"."""

HANDING: Final = frozenset({"motion", "possession"})
"""Classes of verbs by which a thing gets to somebody."""

MAY_BE_FINITE: Final = frozenset({"VBD", "VBN", "VBP", "VBZ"})
"""Tags of verbs that may be finite: a past form is often taken for a participle."""

ASTRAY: Final = frozenset({"appos", "conj", "acl"})
"""How a verb hangs on its own subject where the parser took the two for one phrase."""


class Holding(Enum):
    """By what a clause names the one whose view it may be."""

    SUBJECT = "subject"
    """"Beijing wants that border quiet"."""
    NOUN = "noun"
    """A noun of mind or speech that is the subject: "Tarrant's rejoinder is …", "the fear of many is …"."""
    CLEFT = "cleft"
    """Whom "it is … that …" or "what … is …" points out: "it was Riga that took offence", "what Riga wants is time"."""
    OBJECT = "object"
    """The object of what moves or strikes somebody: "the road fills her with foreboding"."""
    PHRASE = "phrase"
    """A phrase beside the verb with a noun of mind or speech: "in her experience", "on the telling of Ann Lee"."""
    AS = "as"
    """A clause with "as" beside the verb: "as the late jurist taught his students"."""


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
            yield from (clause for clause in _holders(verb, sentence) if _may_hold(clause.source))


def _may_hold(source: Token) -> bool:
    bare = source.lower_ in NO_HOLDERS or (source.lower_ == "those" and not source.n_rights)
    return not bare and not is_nobody(source)


def _holders(verb: Token, sentence: Span) -> Iterator[Clause]:
    yield from _beside(verb)
    if (wanted := _free_relative(verb)) is not None:
        yield from _of_free_relative(wanted, verb)
        return
    if (pointed := _pointed_out(verb)) is not None:
        yield pointed
        return
    subject = _experiencer(verb) or own_source(verb) or _lost_subject(verb, sentence.root)
    if subject is None or not sentence.start <= subject.i < sentence.end:
        return
    meant = _meant_by(verb, subject)
    if (owner := _minded(meant) or _owned(meant, verb)) is not None:
        yield Clause(verb, owner, meant, Holding.NOUN)
    elif (moved := _moved(verb, subject)) is not None:
        yield Clause(verb, moved, subject, Holding.OBJECT)
    else:
        yield Clause(verb, subject, subject, Holding.SUBJECT)


def _meant_by(verb: Token, subject: Token) -> Token:
    """The subject, or the noun behind "is" at which it only points."""
    dummy = subject.lower_ in DUMMY_SUBJECTS
    return next((c for c in verb.children if c.dep_ == "attr"), subject) if dummy else subject


def _pointed_out(verb: Token) -> Clause | None:
    """The clause of "it is … that …", whoever it points out: "it was Riga that took offence", "… that Riga resents"."""
    be = next((c for c in verb.lefts if c.dep_ == "ccomp"), verb)
    meant = next((c for c in be.rights if c.dep_ == "attr"), None) if _is_it_is(be) else None
    if meant is None:
        return None
    inner = verb if be.i != verb.i else _pointing_clause(meant, be)
    subject = own_source(inner) if inner is not None else None
    if inner is None or subject is None:
        return None
    holder = meant if subject.lower_ in RELATIVE_PRONOUNS else subject
    return Clause(inner, holder, holder, Holding.CLEFT) if kind_of(holder) is not SourceKind.THING else None


def _free_relative(be: Token) -> Token | None:
    """The verb of the clause that "is" tells more of: "what Riga wants is time", "what worries Riga is the tone"."""
    clause = next((c for c in be.lefts if c.dep_ == "csubj"), None) if be.lemma_ == "be" else None
    return clause if clause is not None and clause.left_edge.lower_ in FREE_RELATIVES else None


def _of_free_relative(verb: Token, be: Token) -> Iterator[Clause]:
    """Who wants it, or whom it worries, who may have been taken for the subject of "is"."""
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS and c.lower_ not in FREE_RELATIVES), None)
    if subject is not None:
        yield Clause(verb, subject, subject, Holding.CLEFT)
        return
    moved = [c for c in verb.rights if c.dep_ == "dobj"] + [c for c in be.lefts if c.dep_ == "nsubj" and c.i > verb.i]
    yield from (Clause(verb, who, who, Holding.OBJECT) for who in moved[:1] if kind_of(who) is not SourceKind.THING)


def _is_it_is(be: Token) -> bool:
    return be.lemma_ == "be" and any(c.lower_ == "it" and c.dep_ in ANY_SUBJECT for c in be.lefts)


def _pointing_clause(meant: Token, be: Token) -> Token | None:
    """The verb of the clause with "that" or "who" behind what is pointed out."""
    after = (c for c in (*meant.rights, *be.rights) if c.dep_ in {"relcl", "ccomp"})
    return next((c for c in after if any(t.lower_ in RELATIVE_PRONOUNS for t in c.lefts)), None)


def _minded(noun: Token) -> Token | None:
    """Whose a noun of mind or speech says something to be."""
    return _possessor(noun) if noun_class(noun.lemma_.lower()) in NOUNS_OF_MIND else None


def _owned(noun: Token, verb: Token) -> Token | None:
    """Whose another thing is of which the clause says what it is: "her trump card is a test of 2019"."""
    return _possessor(noun) if verb.lemma_ == "be" and kind_of(noun) is SourceKind.THING else None


def _moved(verb: Token, subject: Token) -> Token | None:
    """The one on whom a thing works, or from whom it comes: "the remark found favour with the envoy"."""
    if kind_of(subject) is not SourceKind.THING:
        return None
    direct = (c for c in verb.children if c.dep_ == "dobj")
    beside = (c for p in verb.rights if p.lower_ in TOWARDS for c in p.children if c.dep_ == "pobj")
    return next((c for c in (*direct, *beside) if kind_of(c) is not SourceKind.THING), None)


def _experiencer(verb: Token) -> Token | None:
    """Who feels, in the passive: "Moscow was charmed by the horse", "the minister is aggrieved"."""
    subject = passive_subject(verb)
    if subject is None or kind_of(subject) is SourceKind.THING:
        return None
    agent = next((c for by in verb.children if by.dep_ == "agent" for c in by.children if c.dep_ == "pobj"), None)
    return subject if agent is None or kind_of(agent) is SourceKind.THING else None


def _lost_subject(verb: Token, root: Token) -> Token | None:
    """The noun before a main verb that the parser took for a noun or for a part of its subject's phrase."""
    if root.i < verb.i and root.pos_ not in VERBAL:
        return root
    before = {"compound"} if verb.pos_ in VERBAL else {"compound", "nmod", "poss", "amod"}
    return next((c for c in reversed(list(verb.lefts)) if c.dep_ in before), None)


def _beside(verb: Token) -> Iterator[Clause]:
    """Who holds the clause of a verb by what stands beside it."""
    for child in verb.children:
        if child.dep_ == "prep":
            yield from _by_phrase(child, before=child.i < verb.i)
        elif child.dep_ == "advcl":
            conjoined = any(c.lower_ == "as" for c in child.lefts)
            source = own_source(child) if conjoined else None
            if source is not None:
                yield Clause(child, source, source, Holding.AS)


def _by_phrase(preposition: Token, *, before: bool) -> Iterator[Clause]:
    if preposition.lower_ == "with" and preposition.i and preposition.nbor(-1).lower_ in {"along", "together"}:
        return  # "together with Bo Kim, Ann Lee showed that …"
    if before and preposition.lower_ == "to" and verb_class(preposition.head.lemma_) in HANDING:
        return  # "To her, Bo Kim sent a letter"
    for noun in (c for c in preposition.children if c.dep_ == "pobj"):
        person = before and preposition.lower_ in {"for", "to", "with"} and kind_of(noun) is not SourceKind.THING
        holder = _minded(noun) or (noun if person else None)
        if holder is not None:
            yield Clause(preposition, holder, noun, Holding.PHRASE)


def _possessor(noun: Token) -> Token | None:
    """Whose a noun says something to be: "Tarrant's fear", "the fear of many", "the reason given by the bank"."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    return owner or next((c for c in _behind(noun) if kind_of(c) is not SourceKind.THING), None)


def _behind(noun: Token) -> Iterator[Token]:
    """Those who are named behind a noun as having it, giving it or drawing it."""
    for child in noun.children:
        if child.lower_ in {"of", "among", "by"}:
            yield from (c for c in child.children if c.dep_ == "pobj")
        elif child.dep_ == "acl":
            yield from (c for by in child.children if by.dep_ == "agent" for c in by.children)
        elif child.dep_ == "relcl":
            yield from (c for c in child.children if c.dep_ == "nsubj")


def _main_verbs(sentence: Span) -> Iterator[Token]:
    root = sentence.root
    verbs = [_predicate(root, sentence.end)]
    for verb in verbs:
        if verb.pos_ in VERBAL or verb.i != root.i or _is_lost(verb):
            yield verb
        verbs += [c for c in verb.children if _stands_beside(c)]


def _stands_beside(verb: Token) -> bool:
    """Whether a clause with a subject of its own is joined to a main one, or set against it: "…, while Riga longs"."""
    joined = verb.dep_ == "conj" or contrast(verb) is not None
    return joined and any(c.dep_ in ANY_SUBJECT for c in verb.children)


def _predicate(root: Token, end: int) -> Token:
    """The main verb; of a noun as root, the word behind it which is its verb: "Ann Lee, a judge, despairs of it"."""
    if root.pos_ not in {"NOUN", "PROPN", "NUM"} or any(c.dep_ in ANY_SUBJECT for c in root.children):
        return root
    return next((t for t in root.doc[root.i + 1 : end] if _may_tell_of(t, root)), root)


def _may_tell_of(token: Token, noun: Token) -> bool:
    """Whether a word behind a noun, after a comma or where the parser made it a part of the phrase, is its verb."""
    third = token.lower_ in third_persons()
    if token.nbor(-1).text == ",":
        base = noun.tag_ in {"NNS", "NNPS"} and token.tag_ in {"NN", "VB", "VBP"}
        return third or (base and verb_class(token.lower_) != UNKNOWN)
    astray = token.head.i == noun.i and token.dep_ in ASTRAY
    has_subject = any(c.dep_ in ANY_SUBJECT for c in token.children)
    return astray and not has_subject and (third or token.tag_ in MAY_BE_FINITE)


def _is_lost(root: Token) -> bool:
    """Whether a root that is tagged as a noun or an adjective is a verb: "the opposition revels in it"."""
    plural = any(c.dep_ == "compound" and c.tag_ in {"NNS", "NNPS"} for c in root.lefts)
    known = root.lower_ in third_persons() or (plural and verb_class(root.lower_) != UNKNOWN)
    return known or any(c.dep_ in ANY_SUBJECT for c in root.children)
