"""What tells whether a main clause is its holder's view: its verb and what it takes, its holder, what stands around."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from stance import lexicon
from stance.attribution.clause_holders import Clause, Holding
from stance.attribution.coreference import FIRST_PERSON
from stance.attribution.main_clause import finite_verb
from stance.attribution.mind_features import state_of_mind
from stance.attribution.rules.rule import Candidate
from stance.attribution.source_kind import is_share, kind_of
from stance.lexicon.text import noun_class, verb_class
from stance.tokens import Doc, Span, Token

TIMES: Final = lexicon.words(
    "ago last yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday january february march"
    " april may june july august september october november december week month year morning evening then when after"
)
MARKS: Final = lexicon.words("but too also still yet merely only even rather would might")
QUOTES: Final = frozenset({'"', "''", "``", "“", "‘", "'"})
VERBS: Final = {
    "speech": lexicon.SPEECH,
    "belief": lexicon.BELIEF,
    "feeling": lexicon.FEELING,
    "finding": lexicon.FINDING,
    "judgement": lexicon.JUDGEMENT,
    "request": lexicon.REQUEST,
    "showing": lexicon.SHOWING,
    "minded": lexicon.MINDED,
    "state's mind": lexicon.STATE_MINDS,
    "state's view": lexicon.STATE_VIEWS,
    "own object": lexicon.OWN_OBJECTS,
    "infinitive": lexicon.INFINITIVE,
    "experience": lexicon.EXPERIENCERS,
    "event": lexicon.EVENTS,
    "doing": lexicon.DOING,
    "omission": lexicon.OMISSIONS,
    "light": lexicon.LIGHT,
}
NOUNS: Final = {
    "mind": lexicon.MIND_NOUNS,
    "view": lexicon.NOMINAL_VIEWS,
    "report": lexicon.REPORT_NOUNS,
    "stance": lexicon.STANCE_NOUNS,
    "document": lexicon.DOCUMENT_NOUNS,
}
"""The lexicon's lists that tell of a main verb, and of a noun after it."""

_WORDS_KEPT: Final = 10_000
"""Words of which it is kept what they tell."""

COMPLEMENTS: Final = frozenset(["ccomp", "xcomp", "acomp", "oprd", "attr", "dobj", "dative", "prep", "advcl", "agent"])

NEAR: Final = frozenset({"dobj", "acomp", "attr"})
"""Complements that count before their verb as well."""


class Context:
    """A paragraph's candidates by their source, and its sentences with their sources and what each is like."""

    def __init__(self, doc: Doc, candidates: Sequence[Candidate], *, in_lines: bool = False) -> None:
        """`candidates` are those that rules found; `in_lines` says that the text has a sentence a paragraph."""
        self.in_lines = in_lines
        self.sentences = list(doc.sents)
        self._number = {sentence.start: i for i, sentence in enumerate(self.sentences)}
        self._form: dict[int, tuple[str, ...]] = {}
        self._sources: dict[int, dict[str, int]] = defaultdict(dict)
        self.of_source: dict[int | None, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            self.of_source[candidate.source].append(candidate)
            if candidate.source is not None:
                self._sources[self.number_of(doc[candidate.cue])][doc[candidate.source].lower_] = candidate.source

    def number_of(self, token: Token) -> int:
        """The number of a token's sentence."""
        return self._number[token.sent.start]

    def sources_in(self, number: int) -> dict[str, int]:
        """The sources of a sentence's candidates, as written in lower case, with their places."""
        return self._sources.get(number, {})

    def form_of(self, number: int) -> tuple[str, ...]:
        """What tells of a sentence as a whole, whoever may hold a clause of it; its words are walked once."""
        if number not in self._form:
            self._form[number] = tuple(_sentence(self.sentences[number]))
        return self._form[number]


def features_of(clause: Clause, context: Context) -> list[str]:
    """What tells whether a clause is its subject's view."""
    own = context.of_source.get(clause.source.i, [])
    names = ["bias", *[f"rule: {c.rule.name}" for c in own[:1]]]
    if any(c.quoted for c in own):
        names.append("quoted")
    if clause.holding is Holding.PHRASE:
        names += _phrase(clause, context)
    else:
        names += _verb(clause.verb)
        names += _complements(clause.verb)
        names += state_of_mind(clause)
    names += _subject(clause)
    names += _place(clause, context)
    names += context.form_of(context.number_of(clause.verb))
    names += _around(clause, context)
    return names


def _phrase(clause: Clause, context: Context) -> Iterator[str]:
    noun, word = clause.subject.lemma_.lower(), clause.verb.lower_
    yield f"phrase: {word} {noun}"
    yield f"phrase: {word} {noun_class(noun)}"
    yield f"phrase noun: {noun}"
    start = context.sentences[context.number_of(clause.verb)].start
    yield "opening" if clause.verb.i - start < 3 else "inside"


def _verb(verb: Token) -> Iterator[str]:
    lemma = verb.lemma_.lower()
    yield from _known_of_verb(lemma)
    yield from _tense(verb)
    yield from _marks(verb)
    yield from (f"verb: {lemma} {c.lower_}" for c in verb.children if c.dep_ == "prt")
    yield from (f"adverb: {c.lower_}" for c in verb.children if c.dep_ == "advmod")
    if verb.dep_ == "conj":
        yield "joined"


def _marks(verb: Token) -> Iterator[str]:
    marks = {"auxpass": "passive", "neg": "negated"}
    yield from {marks[c.dep_] for c in verb.children if c.dep_ in marks}
    if verb.tag_ == "VBG":
        yield "progressive"


@lru_cache(_WORDS_KEPT)
def _known_of_verb(lemma: str) -> tuple[str, ...]:
    lists = (f"verb of {name}" for name, verbs in VERBS.items() if lemma in verbs)
    return (f"verb: {lemma}", f"class: {verb_class(lemma)}", *lists)


def _tense(verb: Token) -> Iterator[str]:
    finite = finite_verb(verb)
    yield f"tense: {finite.tag_ if finite is not None else 'none'}"
    if finite is not None and finite.i != verb.i:
        yield f"aux: {finite.lower_}"


def _complements(verb: Token) -> Iterator[str]:
    complements = [c for c in verb.children if c.dep_ in COMPLEMENTS and (c.i > verb.i or c.dep_ in NEAR)]
    if not complements:
        yield "bare"
    for complement in complements:
        yield f"has {complement.dep_}"
        yield from COMPLEMENT_FEATURES.get(complement.dep_, _nothing)(verb, complement)


def _nothing(verb: Token, complement: Token) -> Iterator[str]:
    yield from ()


def _noun(verb: Token, complement: Token) -> Iterator[str]:
    noun = complement.lemma_.lower()
    yield from _known_of_noun(noun)
    yield from (f"object with {c.lower_}" for c in complement.lefts if c.dep_ in {"det", "amod", "advmod", "neg"})
    yield f"{verb_class(verb.lemma_.lower())} {noun_class(noun)}"


@lru_cache(_WORDS_KEPT)
def _known_of_noun(lemma: str) -> tuple[str, ...]:
    lists = (f"object of {name}" for name, nouns in NOUNS.items() if lemma in nouns)
    return (f"object: {lemma}", f"object class: {noun_class(lemma)}", *lists)


def _adjective(verb: Token, complement: Token) -> Iterator[str]:
    yield f"adjective: {complement.lower_}"
    if complement.lower_ in lexicon.BARE_ATTITUDES:
        yield "attitude"
    yield from (f"adjective with {c.dep_}" for c in complement.children if c.dep_ in {"ccomp", "xcomp", "prep"})


def _clause(verb: Token, complement: Token) -> Iterator[str]:
    if any(c.lower_ == "that" for c in complement.children):
        yield "that"
    yield f"{verb_class(verb.lemma_.lower())} {complement.dep_}"
    if complement.dep_ == "xcomp":
        yield from (f"to {feature}" for feature in _known_of_verb(complement.lemma_.lower()))


def _preposition(verb: Token, complement: Token) -> Iterator[str]:
    yield f"prep: {complement.lower_}"
    yield f"verb: {verb.lemma_.lower()} {complement.lower_}"
    for noun in complement.children:
        if noun.dep_ == "pobj":
            lemma = noun.lemma_.lower()
            yield f"prep class: {complement.lower_} {noun_class(lemma)}"
            yield from (f"prep {complement.lower_} of {name}" for name, nouns in NOUNS.items() if lemma in nouns)
        elif noun.dep_ == "pcomp":
            yield "has pcomp"


COMPLEMENT_FEATURES: Final = {
    "dobj": _noun,
    "attr": _noun,
    "acomp": _adjective,
    "oprd": _adjective,
    "ccomp": _clause,
    "xcomp": _clause,
    "prep": _preposition,
}


def _subject(clause: Clause) -> Iterator[str]:
    source, subject = clause.source, clause.subject
    yield f"holding: {clause.holding.value}"
    if clause.holding is Holding.OBJECT:
        yield f"moves: {clause.verb.lemma_.lower()}"
        yield f"moves class: {verb_class(clause.verb.lemma_.lower())}"
    if clause.holding is Holding.NOUN:
        yield f"noun: {subject.lemma_.lower()}"
        yield f"noun class: {noun_class(subject.lemma_.lower())}"
    if source.pos_ == "PRON":
        yield f"subject: {source.lower_}"
    kind = kind_of(source).name.lower()
    yield f"subject {kind}"
    yield f"subject {source.tag_}"
    if clause.holding is not Holding.PHRASE:
        yield f"subject {kind} {verb_class(clause.verb.lemma_.lower())}"
    if source.pos_ == "NOUN":
        yield f"subject class: {noun_class(source.lemma_.lower())}"
        yield f"subject noun: {source.lemma_.lower()}"
    if is_share(source):
        yield "share"
    if source.pos_ == "PROPN":
        yield from _name(clause)
    yield from _modifiers(source)


def _name(clause: Clause) -> Iterator[str]:
    """What kind of name the holder's is, and that beside the verb: a seat of government acts where a person thinks."""
    name = f"name: {_kind_of_name(clause.source)}"
    yield name
    if clause.holding is not Holding.PHRASE:
        yield from (f"{name}, {tense}" for tense in _tense(clause.verb))
        yield f"{name}, {verb_class(clause.verb.lemma_.lower())}"
        yield from (f"{name}, {mark}" for mark in _marks(clause.verb))


def _modifiers(source: Token) -> Iterator[str]:
    for child in source.children:
        yield f"subject has {child.dep_}"
        if child.dep_ in {"amod", "nummod", "prep"}:
            yield f"subject with {child.lower_}"
        elif child.dep_ in {"det", "poss"}:
            yield f"determined: {child.lower_ if child.dep_ == 'det' else 'poss'}"


def _kind_of_name(name: Token) -> str:
    """What a proper name is by its form: a place, a seat of government, a name in full, an abbreviation, a word."""
    if name.lower_ in lexicon.PLACES:
        return "place"
    if name.lower_ in lexicon.METONYMS:
        return "seat"
    if any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in name.lefts):
        return "full"
    return "abbreviation" if name.is_upper else "word"


def _place(clause: Clause, context: Context) -> Iterator[str]:
    """Where the holder stands: how far from the verb, after and before what."""
    doc, source = clause.verb.doc, clause.source
    sentence = context.sentences[context.number_of(source)]
    opens = source.left_edge.i == sentence.start
    yield "subject opens" if opens else "subject inside"
    yield f"after {doc[source.i - 1].tag_}" if source.i > sentence.start else "after nothing"
    yield from _before(_last_of_joint(source), clause.verb)


def _before(last: Token, verb: Token) -> Iterator[str]:
    """What follows the last word that names the holder, and how far the verb is."""
    yield from (f"before {t.tag_}" for t in last.following)
    yield f"before the verb by {min(6, max(-2, verb.i - last.i))}"


def _last_of_joint(source: Token) -> Token:
    """The last of several who hold a view together: "Oslo" of "both Riga and Oslo"."""
    joined = (c for c in source.rights if c.dep_ == "conj" and c.pos_ in {"NOUN", "PROPN"})
    after = next(joined, None)
    return source if after is None else _last_of_joint(after)


def _sentence(sentence: Span) -> Iterator[str]:
    words = {t.lower_ for t in sentence}
    groups = {"time": TIMES, "quotation marks": QUOTES, "first person": FIRST_PERSON, "colon": frozenset({":"})}
    yield from (name for name, group in groups.items() if words & group)
    if any(t.lexeme.like_num for t in sentence):
        yield "number"
    if sentence[-1].text in {"?", ":"}:
        yield f"ends in {sentence[-1].text}"
    yield "short" if len(sentence) < 10 else "long" if len(sentence) > 28 else "middling"
    if sentence[0].pos_ in {"CCONJ", "ADV", "SCONJ", "ADP"}:
        yield f"opens: {sentence[0].lower_}"
    yield from (f"mark: {word}" for word in words & MARKS)


def _around(clause: Clause, context: Context) -> Iterator[str]:
    """What stands in the sentences before and after: reports, pronouns, quotations."""
    number, name = context.number_of(clause.verb), clause.source.lower_
    if not number and not context.in_lines:
        yield "first of its paragraph"
    if sources := context.sources_in(number - 1):
        yield "after a report of the same" if name in sources else "after a report"
    if sources := context.sources_in(number + 1):
        same = {name, "he", "she", "they", "it"} & sources.keys()
        yield "before a report of a pronoun or the same" if same else "before a report"
    if any(place != clause.source.i for place in context.sources_in(number).values()):
        yield "beside another report"
    if number + 1 == len(context.sentences):
        if not context.in_lines:
            yield "last of its paragraph"
        return
    first = context.sentences[number + 1][0]
    if first.lower_ in {"he", "she", "they", "his", "her", "their"}:
        yield "before a pronoun"
    if first.text in QUOTES | {"«"}:
        yield "before a quotation"
