"""Clauses of saying between commas, read from the words alone, since the parser often takes them for something else.

Ports, the old pilot likes to say, are …      So is drowning, observed Ann Lee.      It is, as she puts it, …
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from stance import lexicon
from stance.attribution.rules.rule import Candidate
from stance.attribution.source import NOUN_PHRASE, has_speaking_subject
from stance.attribution.source_kind import SourceKind, kind_of
from stance.lexicon.text import verbs_of
from stance.tokens import FINITE, VERBAL, Doc, Span, Token

EDGES: Final = frozenset({",", "-", "–", "—", "--", ":", ";", '"', "''", "``", "?", "!", "."})
QUOTE_MARKS: Final = frozenset({'"', "''", "``"})
LONGEST_REST: Final = 9
"""Tokens that may follow its verb."""

PARENTHETICAL_VERBS: Final = lexicon.SAYING.union(
    *map(verbs_of, ("communication", "cognition", "emotion", "body", "perception"))
)
"""Verbs that may stand between commas with nothing but their subject: "shrugs Ann Lee", "Kim marvels"."""

WITH_HEARER: Final = lexicon.words("tell remind assure inform warn ask advise reassure have")
"""Verbs that take whom it is said to before what is said."""

PUTTING: Final = {"put": {"it"}, "have": {"it"}, "go": {"on"}, "leave": {"doubt"}} | {
    verb: {"back", "in"} for verb in ("chip", "cut", "fire", "hit", "shoot", "snap")
}
"""Verbs that are of saying with one more word: "as she puts it", "he goes on"."""

CUES: Final = PARENTHETICAL_VERBS.union(PUTTING)

OPENER_PARTS: Final = frozenset({"ADP", "ADV", "SCONJ"})
OPENER_TAGS: Final = frozenset({"TO", "VBG", "VBN"})
"""What a phrase or a clause begins with that only leads in to the main one: "Despite it", "To please them, …"."""

TOLD_AS: Final = frozenset({"ccomp", "parataxis", "conj", "dep"})
"""How what is said may hang on a clause of saying that was taken for the main one."""

STOPS: Final = frozenset({":", ";", ".", "?", "!"})
FORMS: Final = frozenset({"VB", "VBD", "VBN", "VBP", "VBZ", "MD"})

CALLING: Final = (lexicon.NAMING - lexicon.CLAUSE_VERBS) | lexicon.NAMING_ANEW
"""Verbs whose object is what a thing is called."""

NEGATIONS: Final = frozenset({"not", "n't"})
PARTICLES: Final = frozenset({"back", "in", "out"})
CLAUSE_OPENERS: Final = lexicon.words(
    "who which when where because if although while after before since until whose what"
)


INDEFINITE: Final = lexicon.words("something anything everything nothing all")
"""Words that a clause after a comma tells more of: "something Beijing denies"."""

OBJECTS: Final = lexicon.words("me him her us them")
NO_NOMINAL: Final = CLAUSE_OPENERS | INDEFINITE
SEVERAL: Final = lexicon.MANY | {"two"}


@dataclass(frozen=True, slots=True)
class InsertedClause:
    """An inserted clause as tokens of a Doc: its extent, its verb of saying, the head of its subject."""

    start: int
    end: int
    cue: int
    source: int


def inserted_clauses(doc: Doc) -> Iterator[InsertedClause]:
    """The inserted clauses of a paragraph, in order. Linear in its length."""
    for sentence in doc.sents:
        cues = [token.i for token in sentence if token.lemma_ in CUES and _may_be_cue(token)]
        if cues:
            yield from _in_sentence(sentence, cues)


def _may_be_cue(token: Token) -> bool:
    """Whether a word of saying may be one here, however tagged."""
    return token.lemma_ in PUTTING or token.pos_ in VERBAL or token.tag_ in FORMS


def _in_sentence(sentence: Span, cues: Sequence[int]) -> Iterator[InsertedClause]:
    doc, first = sentence.doc, sentence.start
    for left, right in _stretches(sentence):
        clause = _clause(doc, left + 1, right) if _has_between(cues, left, right) else None
        if clause is not None and (left > first or _may_open(doc[clause.cue])):
            quoted = left > first and QUOTE_MARKS & {doc[left].text, doc[left - 1].text}
            if not quoted or clause.cue < clause.source:
                yield clause  # '"…," Ann Lee said' is a quotation's, and sought from there


def _stretches(sentence: Span) -> Iterator[tuple[int, int]]:
    """The marks between which a clause may stand; what begins with "as" may open the sentence too."""
    doc, first = sentence.doc, sentence.start
    edges = [token.i for token in sentence if token.text in EDGES and not _joins_words(token)]
    if doc[first].lower_ == "as":
        edges.insert(0, first - 1)
    for left, right in pairwise([*edges, sentence.end]):
        opens = left < first or (left > first and doc[left].text not in STOPS)
        if opens:
            yield left, right


def _may_open(cue: Token) -> bool:
    """Whether a clause with "as" may open a sentence: not "As the towns watched the ship, …"."""
    seen = any(c.dep_ == "dobj" and c.lower_ != "it" and c.lower_ not in OBJECTS for c in cue.rights)
    return cue.lemma_ in lexicon.SAYING | {"have"} and not seen


def _has_between(places: Sequence[int], left: int, right: int) -> bool:
    """Whether one of the places, which are in order, is between the two."""
    k = bisect_right(places, left)
    return k < len(places) and places[k] < right


def _joins_words(token: Token) -> bool:
    """Whether a mark stands inside a word: "ex-officials", taken apart."""
    inside = token.i > token.sent.start and bool(token.following)
    return inside and token.text in {"-", "."} and not token.whitespace_


def _clause(doc: Doc, start: int, end: int) -> InsertedClause | None:
    first = start
    if doc[first].lower_ == "as":
        first += 1
    while first < end and doc[first].pos_ == "ADV":
        first += 1
    if [t.lemma_ for t in doc[first : first + 2]] == ["be", "how"]:
        first += 2  # "…, is how Ann Lee puts it"
    if first >= end:
        return None
    return _verb_first(doc, start, first, end) or _subject_first(doc, start, first, end)


def _verb_first(doc: Doc, start: int, first: int, end: int) -> InsertedClause | None:
    """The clause with its verb before its subject: "observed Ann Lee", "shot back Russia's envoy"."""
    cue = doc[first]
    if not _may_stand_first(cue, end):
        return None
    if cue.lemma_ in WITH_HEARER and any(c.dep_ == "nsubj" for c in cue.lefts):  # "the war, of late, reminds Riga of …"
        return None
    if has_speaking_subject(cue) and (first > start or _follows_aside(cue)):
        return None  # "Ann Lee, who trains them, still rules Riga", "Ann Lee, a linguist, admires Bo Kim"
    subject = list(doc[first + 1 + _has_particle(cue) : end])
    if not subject or not all(_is_nominal(t) for t in subject) or subject[0].pos_ == "ADP":
        return None
    head = head_of(subject)
    if head is None or _is_object(cue, subject[0], head):
        return None
    return InsertedClause(start, end, cue.i, head.i)


def _is_object(verb: Token, first: Token, noun: Token) -> bool:
    """Whether what follows a verb is no subject: "bless him", or, where the verb does not agree, "see Oslo's envoy"."""
    several = any(c.dep_ in {"conj", "cc"} for c in noun.children)
    bidding = verb.tag_ in {"VB", "VBP"} and noun.tag_ in {"NN", "NNP"} and not several
    return bidding or first.tag_ == "PRP$" or first.lower_ in OBJECTS


def _follows_aside(cue: Token) -> bool:
    """Whether an aside between commas parts a verb from the subject before it."""
    subject = next((c for c in cue.lefts if c.dep_ == "nsubj"), cue)
    return sum(t.text == "," for t in cue.doc[subject.i : cue.i]) > 1


def without_parted(doc: Doc, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without those by which the subject before an inserted clause says it: "The leak, jokes Lee".

    One that was read as inserted gets the clause's own subject.
    """
    marked = {c.cue for c in candidates if _is_behind_mark(doc, c)}
    if not marked:  # no clause is parted from its subject, and none need be looked for
        return list(candidates)
    clauses = {clause.cue: clause for clause in inserted_clauses(doc) if clause.cue in marked}
    parted = {c for c in candidates if c.cue in clauses and _is_parted(doc, c.source, clauses[c.cue])}
    kept = (c for c in candidates if c not in parted or c.rule.adverbial)
    return [replace(c, source=clauses[c.cue].source) if c in parted else c for c in kept]


def _is_behind_mark(doc: Doc, candidate: Candidate) -> bool:
    """Whether a mark stands between a source and its cue, behind which a clause may begin."""
    return candidate.source is not None and any(t.text in EDGES for t in doc[candidate.source : candidate.cue])


def _is_parted(doc: Doc, source: int | None, clause: InsertedClause) -> bool:
    """Whether a clause stands right behind a subject that the parser gave its verb, and that one's own after it.

    "The leak, jokes Ann Lee, has a long record", "Growth, the minister declared, was a mirage".
    """
    if source is None or source == clause.source or source >= clause.start:
        return False
    if any(t.text == "," for t in doc[source : clause.start - 1]):
        return False
    after = doc[clause.end : doc[clause.cue].sent.end]
    return not any(t.is_alpha for t in after) or any(a.text == "," and b.tag_ in FINITE for a, b in pairwise(after))


def _has_particle(cue: Token) -> bool:
    """Whether a particle follows that belongs to the verb: "shot back", not "leaked in June"."""
    placed = cue.lemma_ in PUTTING
    return any(t.lower_ in PARTICLES and (placed or t.dep_ in {"prt", "advmod"}) for t in cue.following)


def _may_stand_first(cue: Token, end: int) -> bool:
    """Whether a verb says with its subject after it; "a lock, called the Gate, …" names one."""
    return cue.lemma_ not in CALLING and cue.tag_ in FORMS - {"MD"} and _says(cue, cue.doc, end)


def _subject_first(doc: Doc, start: int, first: int, end: int) -> InsertedClause | None:
    """The clause with its subject first: "she complained", "the old pilot likes to say", "Ann Lee told me"."""
    verb = next((t for t in doc[first:end] if t.tag_ in FINITE or t.pos_ in VERBAL), None)
    if verb is None or verb.i == first or _is_participle(verb):
        return None
    head = _subject_head(list(doc[first : verb.i]))
    said = [t for t in doc[verb.i : end] if _says(t, doc, end)]
    cue = min(said, key=lambda t: (t.lemma_ not in lexicon.SAYING, t.i), default=None)  # "likes to say"
    if head is None or cue is None or not _is_verb_group(doc, verb.i, cue.i):
        return None
    if _is_main_clause(cue, verb, start, end):
        return None
    rest = doc[cue.i + 1 : end]
    return InsertedClause(start, end, cue.i, head.i) if _may_follow(cue, rest, conjoined=start != first) else None


def _is_participle(verb: Token) -> bool:
    """Whether the first verb only describes the noun before it: "a keeper of loans held by the towns"."""
    if verb.tag_ != "VBN" or verb.dep_ not in {"acl", "amod"}:
        return False
    parted = any(t.text in EDGES for t in verb.following)
    return verb.lemma_ not in lexicon.SPEECH or not parted  # "…, the envoy announced, …"


def _is_main_clause(cue: Token, verb: Token, start: int, end: int) -> bool:
    """Whether the clause is the sentence's main one behind a phrase or a condition: "Despite it, Ann Lee wavers".

    Two of three signs make it so, since the parser is often wrong about such a clause.
    """
    doc, sentence = verb.doc, verb.sent
    before = [t for t in doc[sentence.start : start] if not t.is_punct and t.dep_ != "cc"]
    if not before or (cue.lemma_ in lexicon.JUDGEMENT and before[0].lower_ == "of"):
        return False  # "Of backing, she has detected little"
    root = cue if cue.dep_ == "ROOT" else verb
    is_parsed_so = root.dep_ == "ROOT" and not any(c.dep_ in TOLD_AS for c in root.children)
    is_only_clause = not any(t.tag_ in FINITE for t in (*before, *doc[end : sentence.end]))
    is_led_in_to = before[0].pos_ in OPENER_PARTS or before[0].tag_ in OPENER_TAGS
    return is_parsed_so + is_only_clause + is_led_in_to >= 2


def _subject_head(words: list[Token]) -> Token | None:
    """The head of the words before a verb, adverbs right before it left aside, where they are a noun phrase."""
    while words and words[-1].pos_ == "ADV":
        words.pop()
    return head_of(words) if words and all(_is_nominal(t) for t in words) else None


def _says(token: Token, doc: Doc, end: int) -> bool:
    if token.lemma_ in PUTTING:
        return any(t.lower_ in PUTTING[token.lemma_] for t in doc[token.i + 1 : min(end, token.i + 4)])
    return token.lemma_ in PARENTHETICAL_VERBS and token.tag_ != "MD" and (token.pos_ in VERBAL or token.tag_ in FINITE)


def _is_verb_group(doc: Doc, first: int, last: int) -> bool:
    """Whether what stands from the first verb to the verb of saying is one group: "never fails to mention"."""
    return last - first <= 5 and all(
        (t.pos_ in {"AUX", "VERB", "ADV", "PART", "PRON"} and t.lower_ not in NEGATIONS) or t.lower_ == "of"
        for t in doc[first:last]
    )


def _may_follow(cue: Token, rest: Sequence[Token], *, conjoined: bool) -> bool:
    """Whether only an addressee, an adverb or a circumstance follows, and not what is said."""
    if len(rest) > LONGEST_REST or any(t.lower_ in {"that", "to"} for t in rest[:1]):
        return False
    if conjoined:  # "as she never fails to mention when we meet"
        return True
    if any(t.tag_ in FINITE or t.lower_ in CLAUSE_OPENERS for t in rest):
        return False
    thing = next((t for t in rest if t.pos_ in {"NOUN", "PROPN", "PRON", "ADP"}), None)
    if thing is None or thing.pos_ == "ADP":  # "he said in a letter"
        return True
    return cue.lemma_ in PUTTING or cue.lemma_ in WITH_HEARER or thing.lower_ in {"so", "it"}


def _is_nominal(token: Token) -> bool:
    return token.pos_ in NOUN_PHRASE | {"ADP"} or token.text == "-"


def head_of(subject: list[Token]) -> Token | None:
    """The head of a noun phrase that can hold a view: its last noun before a preposition, or its pronoun."""
    if subject[0].pos_ == "ADP" or any(t.lower_ in NO_NOMINAL for t in subject):
        return None
    before = subject[: next((i for i, t in enumerate(subject) if t.pos_ == "ADP" and i), len(subject))]
    nouns = [t for t in before if t.pos_ in {"PROPN", "NOUN"} or t.tag_ == "PRP" or t.lower_ in SEVERAL]
    return nouns[-1] if nouns and kind_of(nouns[-1]) is not SourceKind.THING else None
