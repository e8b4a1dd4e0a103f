"""Clauses at a sentence's beginning or edge, read from the words alone, that say whose its content is.

Main clauses of saying or thinking of which the parser lost the verb:
Ann Lee, twice ambassador in Riga, begs to differ.      But Bo Kim assures visitors that …

Frames, which have no report's verb of their own:
To hear Ann Lee tell it, the port is lost.      The port, if the union is to be believed, is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from stance import lexicon
from stance.attribution.inserted import InsertedClause, head_of
from stance.attribution.source import NOUN_PHRASE, own_source
from stance.attribution.source_kind import SourceKind, is_nobody, kind_of
from stance.lexicon.text import third_person
from stance.tokens import VERBAL, Doc, Span, Token

LONGEST_SUBJECT: Final = 9
LONGEST_ASIDE: Final = 16
"""Tokens a subject and what stands between commas after it have at most."""

LINKS: Final = lexicon.words("of in from at for and on - himself herself themselves")
"""Words inside a noun phrase that are no part of a nominal."""

BEFORE_VERB: Final = lexicon.words(
    "has have had does do did would will can could may not never now still also once already long come comes came to"
)
"""What stands between a subject and its verb: "has come to regard"."""

VERBS: Final = lexicon.MINDED | lexicon.words("accuse argue assure beg blame call claim say state tell warn")
JUDGING: Final = lexicon.OBJECT | {"call"}
OPENERS: Final = frozenset({"that", "to"})
"""Words right after the verb with which what is said begins."""

THIRD_PERSON: Final = {third_person(lemma): lemma for lemma in VERBS}
"""Forms that the parser may take for plural nouns: "begs", "assures"."""

OPENING_VERBS: Final = VERBS.union(THIRD_PERSON)

FRAME_WORDING: Final = re.compile(
    r"""
    if\ (you|one|we)\ (ask|((are|is)\ to\ |can\ |may\ )?(believes?|trusts?))\b
    | if\ .+\ (is|are|was|were)\ to\ be\ (believed|credited|trusted)\b
    | if\ .+\ can\ be\ (believed|credited|trusted|relied)\b
    | to\ (believe|listen\ to|go\ by|judge\ (by|from))\b
    | to\ hear\b
    | (going|judging)\ (by|from)\b
    | (by|from)\ what\b
    | the\ way\b
    | (so|as)\ far\ as\ .+\ (can\ (tell|see|judge)|((is|are|was|were)\ concerned))$
    """,
    re.VERBOSE,
)

FRAME_OPENERS: Final = lexicon.words("as by from going if judging so the to")
"""Words with which a frame begins."""

FRAME_WORDS: Final = lexicon.words("believe far go going hear if judge judging listen way what")
"""Words without any of which there is no frame."""

LONGEST_FRAME: Final = 18
"""Tokens a frame has at most."""

FRAMING: Final = lexicon.SPEECH | lexicon.words(
    "believe concern credit go hear judge listen put read rely see trust understand"
)
"""Verbs of a frame."""

BARE: Final = frozenset({"concern", "hear"})
"""Those that alone tell nothing of what a state thinks: "as far as Riga is concerned"; "to hear Riga tell it" does."""

ADDRESSED: Final = lexicon.words("you one we")
FRAMED: Final = frozenset({"dobj", "nsubj", "nsubjpass", "pobj"})


@dataclass(frozen=True, slots=True)
class OpeningClause:
    """A sentence's subject and verb as indices of tokens: the head of the subject, the verb."""

    source: int
    cue: int


def opening_clauses(doc: Doc) -> Iterator[OpeningClause]:
    """The sentences that open with somebody who says or thinks something, in order. Linear in the Doc's length."""
    for sentence in doc.sents if not OPENING_VERBS.isdisjoint(doc.words) else ():
        clause = _clause(sentence)
        if clause is not None:
            yield clause


def _clause(sentence: Span) -> OpeningClause | None:
    doc, start = sentence.doc, _after_conjunction(sentence)
    end = start
    while end < min(sentence.end, start + LONGEST_SUBJECT) and _is_nominal(doc[end]) and not _is_verb(doc[end], start):
        end += 1
    verb = _verb(doc, _after_aside(doc, end, sentence.end), sentence.end, start) if end > start else None
    if verb is None or verb.i + 2 >= sentence.end or not _hands_over(verb):
        return None
    head = _head(doc[start:end])
    if head is None:
        return None
    return OpeningClause(head.i, verb.i)


def _after_conjunction(sentence: Span) -> int:
    """Where the subject begins, after a conjunction."""
    start = sentence.start
    while start < sentence.end and sentence.doc[start].lower_ in {"and", "but", "yet", "or", ","}:
        start += 1
    return start


def _after_aside(doc: Doc, i: int, end: int) -> int:
    """The token after an apposition or a clause between commas that begins at `i`, else `i`."""
    if i >= end or doc[i].text != ",":
        return i
    commas = (k for k in range(i + 1, min(end, i + LONGEST_ASIDE)) if doc[k].text == ",")
    return next((k + 1 for k in reversed(list(commas)) if _verb(doc, k + 1, end, i) is not None), i)


def _verb(doc: Doc, i: int, end: int, start: int) -> Token | None:
    """The verb of saying or thinking at `i`, after auxiliaries and adverbs; None if another word stands there."""
    while i < end and (doc[i].lower_ in BEFORE_VERB or (doc[i].pos_ == "ADV" and doc[i].lower_ not in VERBS)):
        i += 1
    return doc[i] if i < end and _is_verb(doc[i], start) else None


def _is_verb(token: Token, start: int) -> bool:
    finite = token.pos_ == "VERB" and token.tag_ != "VBG" and token.lemma_ in VERBS
    return token.i > start and (finite or (token.lower_ in THIRD_PERSON and token.tag_ in {"NNS", "VBZ"}))


def _hands_over(verb: Token) -> bool:
    """Whether a clause, a quotation or what is judged follows: not "said it in Norfolk", "called at the port"."""
    after = verb.nbor(1)
    if verb.lower_ in THIRD_PERSON:  # "assures visitors that"
        after = next((t for t in verb.doc[verb.i + 1 : verb.i + 4] if t.lower_ in OPENERS), after)
    if after.lower_ == "to" and after.dep_ == "prep":  # "has responded to the strike"
        return False
    lemma = THIRD_PERSON.get(verb.lower_, verb.lemma_)
    judges = lemma in JUDGING and after.pos_ in {"DET", "PRON", "PROPN", "NOUN", "ADJ"}
    quoted = after.is_quote and any(t.is_quote for t in verb.sent[-2:])  # to the end of the sentence
    return after.lower_ in OPENERS or judges or quoted


def _is_nominal(token: Token) -> bool:
    return token.pos_ in NOUN_PHRASE or token.lower_ in LINKS or token.tag_ == "VBN"


def _head(subject: list[Token]) -> Token | None:
    """The head of a noun phrase that names somebody, and no pronoun."""
    head = head_of(subject)
    if head is None or head.pos_ not in {"PROPN", "NOUN"} or is_nobody(head):
        return None
    return head if kind_of(head) is SourceKind.PERSON else None


def frames(doc: Doc) -> Iterator[InsertedClause]:
    """The frames of a paragraph, in order. Linear in its length."""
    for sentence in () if FRAME_WORDS.isdisjoint(doc.words) else doc.sents:
        edges = [sentence.start - 1, *(t.i for t in sentence if t.text in {",", "—", "–"}), sentence.end - 1]
        for left, right in pairwise(edges):
            words = doc[left + 1 : right]
            words = words[1:] if words and words[0].lower_ in {"and", "but", "yet"} else words
            frame = _frame(words) if 0 < len(words) <= LONGEST_FRAME and words[0].lower_ in FRAME_OPENERS else None
            if frame is not None:
                yield frame


def _frame(clause: Sequence[Token]) -> InsertedClause | None:
    framed = FRAME_WORDING.match(" ".join(t.lower_ for t in clause))
    cue = next((t for t in clause if t.lemma_ in FRAMING and t.pos_ in VERBAL), None) if framed else None
    if cue is None:
        return None
    source = _who_frames(clause, cue)
    return InsertedClause(clause[0].i, clause[-1].i + 1, cue.i, source.i) if source is not None else None


def _who_frames(clause: Sequence[Token], cue: Token) -> Token | None:
    """Whom a frame names: who tells it, who is to be believed, or whose paper it is."""
    if clause[1].lower_ in {"way", "what"}:
        source = own_source(cue)
        return source if source is not None and source in clause and _can_tell(source) else None
    named = (t for t in clause if t.dep_ in FRAMED and t.lower_ not in ADDRESSED)
    bare = cue.lemma_ in BARE and not any(t.lemma_ in FRAMING - BARE for t in clause)
    able = (t for t in named if _can_tell(t) and not (bare and kind_of(t) is SourceKind.STATE))
    return next(able, None)  # "as far as Riga is concerned" and "to hear the sea" tell nobody's view


def _can_tell(source: Token) -> bool:
    """Whether a noun names somebody, or a document which is pointed at: not "if reports are to be believed"."""
    kind = kind_of(source)
    if kind is SourceKind.DOCUMENT:
        return source.n_lefts > 0 or source.lemma_ in lexicon.POLLS
    return kind is not SourceKind.THING
