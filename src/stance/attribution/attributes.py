"""How something is said: its form, the writer's attitude to it, its mood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from stance import lexicon
from stance.attribution.rules.rule import Candidate
from stance.attribution.spans import TokenSpan
from stance.records import Attitude, Form, Mood
from stance.tokens import Doc, Token

DOUBLE_MARKS: Final = frozenset({'"', "“", "”", "''", "``", "«", "»", "‘"})
QUOTE_MARKS: Final = DOUBLE_MARKS | {"'", "’"}
CONDITIONS: Final = lexicon.words("if unless provided providing lest")
HYPOTHETICAL: Final = lexicon.words("would could might")
_CONDITIONAL: Final = CONDITIONS | HYPOTHETICAL
_REJECTED: Final = lexicon.WRITER_ATTITUDE_NOUNS[Attitude.REJECTED]


def form_of(doc: Doc, candidate: Candidate) -> Form:
    """Direct where all of the content is in quotation marks, mixed where some of it is, else indirect."""
    if candidate.rule.name == "label":
        return Form.DIRECT
    if all(_marked(doc, start) and _closed(doc, end) for start, end in candidate.content):
        return Form.DIRECT
    marks = any(token.text in DOUBLE_MARKS for start, end in candidate.content for token in doc[start:end])
    return Form.MIXED if marks or candidate.quoted else Form.INDIRECT


def _marked(doc: Doc, start: int) -> bool:
    return doc[start].text in QUOTE_MARKS


def _closed(doc: Doc, end: int) -> bool:
    return any(token.text in QUOTE_MARKS for token in doc[max(0, end - 2) : end])


def attitude_to(doc: Doc, candidate: Candidate) -> Attitude:
    """What the cue and its adverbs give away of the writer's own judgement."""
    cue = doc[candidate.cue]
    for attitude, adverbs in lexicon.WRITER_ATTITUDE.items():
        if any(child.lower_ in adverbs for child in cue.children):
            return attitude
    table = lexicon.WRITER_ATTITUDE_NOUNS if cue.pos_ == "NOUN" else lexicon.WRITER_ATTITUDE_VERBS
    return next((attitude for attitude, lemmas in table.items() if cue.lemma_ in lemmas), Attitude.PLAIN)


def own_attitude(span: Sequence[Token]) -> Attitude:
    """The writer's attitude to what a sentence of their own puts at a distance: "it is a myth that …"."""
    for token in span:
        if token.lemma_ in _REJECTED and token.pos_ == "NOUN" and _with_clause(token):
            return Attitude.REJECTED
    return Attitude.PLAIN


def _with_clause(noun: Token) -> bool:
    """Whether a "that" clause hangs on the noun, or on the "is" that the noun completes."""
    heads = (noun, noun.head) if noun.dep_ == "attr" else (noun,)
    clauses = (c for head in heads for c in head.children if c.dep_ in {"acl", "ccomp", "relcl", "advcl"})
    return any(part.lower_ == "that" and part.dep_ == "mark" for clause in clauses for part in clause.children)


def mood_of(doc: Doc, span: TokenSpan) -> Mood:
    """Asked, made to hang on a condition, or plainly stated."""
    start, end = span
    if any(token.text == "?" for token in doc[max(start, end - 3) : end]):
        return Mood.QUESTION
    words = [token for token in doc[start:end] if token.lower_ in _CONDITIONAL]
    if any(token.lower_ in CONDITIONS and token.dep_ == "mark" for token in words):
        return Mood.CONDITIONAL
    hangs = any(
        t.lower_ in HYPOTHETICAL and t.dep_ == "aux" and t.head.dep_ in {"ROOT", "ccomp", "conj"} for t in words
    )
    return Mood.CONDITIONAL if hangs else Mood.PLAIN
