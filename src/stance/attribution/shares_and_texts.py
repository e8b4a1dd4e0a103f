"""Main clauses that are somebody's by their subject: a share of those who were asked, a text, who puts a figure.

Three voters in four back the road.     The note records ten wrecks.     The council puts the crop at 150,000 tonnes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from stance import lexicon
from stance.attribution import spans
from stance.attribution.rules import RESPONDENTS, RULE, TEXT
from stance.attribution.rules.rule import Candidate, cues_with_source
from stance.attribution.source import own_source
from stance.attribution.source_kind import SourceKind, is_nobody, is_share, kind_of
from stance.attribution.spans import TokenSpan
from stance.lexicon.text import noun_class
from stance.tokens import FINITE, SUBJECTS, Doc, Token

FOUND: Final = frozenset({"find", "indicate", "project", "reveal", "show"})
"""What an inquiry does that has found something out: "surveys revealed a taste"."""

FINDINGS: Final = lexicon.words(
    "act attribute cognition communication event feeling motive process quantity relation state"
)
"""WordNet's classes of nouns of what an inquiry finds out: no person, place or thing that can be touched."""

TELLING_VERBS: Final = lexicon.FIGURING | lexicon.TEXT_VERBS | FOUND
OPENING_QUOTES: Final = frozenset({'"', "``", "“", "‘", "«"})


def find_respondents(doc: Doc, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates by a share of people as subject of a verb of mind or choice, as polls are told."""
    known = cues_with_source(candidates)
    polls = () if lexicon.POLLING.isdisjoint(doc.words) else (t for t in doc if t.lemma_.lower() in lexicon.POLLING)
    polled = next((t.sent.start for t in polls), len(doc))
    added = []
    for sentence in doc.sents:
        cue, asked = sentence.root, sentence.start >= polled
        if (cue.i in known and not asked) or not _answers(cue, asked=asked):
            continue
        source = next((t for t in cue.lefts if t.dep_ in SUBJECTS and _may_answer(t, asked=asked)), None)
        if source is None:
            continue
        after = spans.trim(doc, (cue.i + 1, sentence.end)) or (source.left_edge.i, cue.i + 1)
        added.append(Candidate(RESPONDENTS, cue.i, (after,), source.i, viewed=asked or None))
    return added


def _may_answer(subject: Token, *, asked: bool) -> bool:
    """Whether a subject is a share of people, or, where a poll is told of, "most of them"."""
    return is_share(subject) or (asked and subject.lower_ in lexicon.MOST_OF and kind_of(subject) is SourceKind.PERSON)


def _answers(verb: Token, *, asked: bool) -> bool:
    """Whether a verb tells what somebody thinks or chooses, or in a poll what they would do."""
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) and not asked:
        return False
    would = any(c.dep_ == "aux" and c.lower_ in {"would", "'d"} for c in verb.children)
    return verb.lemma_ in lexicon.ANSWERING or (asked and (would or verb.lemma_ in lexicon.PLACING))


def find_figures_and_texts(doc: Doc, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates by a figure that is put to a thing, or a text that tells something, where no clause is handed over."""
    known = {candidate.cue for candidate in candidates if candidate.rule.saying}
    added = []
    for telling in _tellings(doc):
        content = spans.trim(doc, telling.content)
        if content and telling.verb.i not in known:
            added.append(Candidate(TEXT, telling.verb.i, (content,), telling.source.i, viewed=True))
    return added


def find_quoted_names(doc: Doc, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates by a quotation that calls the object before it something: 'called talk of a pact "a fantasy"'."""
    if lexicon.NAMING.isdisjoint(doc.words) or OPENING_QUOTES.isdisjoint(doc.words):
        return []
    known = cues_with_source(candidates)
    added = []
    for cue in doc:
        naming = cue.lemma_ in lexicon.NAMING and cue.pos_ == "VERB" and cue.i not in known
        source = own_source(cue) if naming and _has_quoted_name(cue) else None
        content = spans.trim(doc, (cue.i + 1, cue.right_edge.i + 1)) if source is not None else None
        if source is not None and content is not None:
            added.append(Candidate(RULE["naming"], cue.i, (content,), source.i))
    return added


def _has_quoted_name(verb: Token) -> bool:
    """Whether a quotation opens behind the object of a verb."""
    named = next((c.i for c in verb.rights if c.dep_ == "dobj"), verb.right_edge.i)
    return any(t.text in OPENING_QUOTES for t in verb.doc[named + 1 : verb.right_edge.i + 1])


@dataclass(frozen=True, slots=True)
class Telling:
    """A main verb, who tells by it, and the extent of what they tell."""

    verb: Token
    source: Token
    content: TokenSpan


def _tellings(doc: Doc) -> Iterator[Telling]:
    """The clauses of a paragraph in which somebody puts a figure to a thing, or a text tells something, in order."""
    for sentence in doc.sents:
        root = sentence.root
        for verb in (root, *(c for c in root.rights if c.dep_ == "conj")):
            source = own_source(verb) if verb.lemma_ in TELLING_VERBS and _is_finite(verb) else None
            if source is not None and not is_nobody(source) and (_puts(verb, source) or _writes(verb, source)):
                yield Telling(verb, source, (verb.i + 1, verb.right_edge.i + 1))


def _is_finite(verb: Token) -> bool:
    helped = any(c.dep_ == "aux" and c.lower_ in {"has", "have", "had", "does", "did"} for c in verb.lefts)
    return verb.tag_ in FINITE or (helped and verb.tag_ in {"VB", "VBN"})


def _puts(verb: Token, source: Token) -> bool:
    """Whether a figure is put to a thing: "puts it at six", not "put the ship at risk"."""
    if verb.lemma_ not in lexicon.FIGURING or kind_of(source) is SourceKind.THING:
        return False
    thing = any(c.dep_ == "dobj" for c in verb.rights)
    return thing and any(c.lower_ == "at" and _has_figure(c) for c in verb.subtree if c.dep_ == "prep" and c.i > verb.i)


def _has_figure(preposition: Token) -> bool:
    """Whether a number stands behind a preposition: "at forty per cent", "at between two and three"."""
    behind = [t for t in preposition.subtree if t.i > preposition.i]
    return any(t.like_num or t.lower_ in lexicon.NUMBER_WORDS for t in behind[:4])


def _writes(verb: Token, source: Token) -> bool:
    """Whether a text tells something, or somebody does in a text of theirs: "in their ruling the judges cite …"."""
    if not _may_tell(verb, source) or not any(c.i > verb.i and not c.is_punct for c in verb.children):
        return False
    if source.lemma_.lower() in lexicon.TEXTS | lexicon.INQUIRIES and source.pos_ == "NOUN":
        return True
    written = (c for p in verb.children if p.dep_ == "prep" and p.lower_ == "in" for c in p.children)
    in_text = any(c.dep_ == "pobj" and c.lemma_.lower() in lexicon.TEXTS | lexicon.VERDICTS_GIVEN for c in written)
    return in_text and kind_of(source) is SourceKind.PERSON


def _may_tell(verb: Token, source: Token) -> bool:
    """Whether a verb is one by which a text tells something, or an inquiry what it has found."""
    if verb.lemma_ in lexicon.TEXT_VERBS:
        return True
    inquires = verb.lemma_ in FOUND and source.lemma_.lower() in lexicon.INQUIRIES
    return inquires and any(c.dep_ in {"dobj", "ccomp"} and _is_finding(c) for c in verb.rights)


def _is_finding(noun: Token) -> bool:
    """Whether what stands behind a verb can be found out: "a lack of care", "40 wrecks"; not "its way", "a map"."""
    if any(t.like_num for t in noun.subtree):
        return True
    lemma = noun.lemma_.lower()
    able = noun_class(lemma) in FINDINGS or lemma in lexicon.TRENDS
    return able and noun.pos_ == "NOUN" and lemma != "way"
