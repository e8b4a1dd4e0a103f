"""Clauses that say whose the rest of their sentence is, without a report's verb of its own.

To hear Ann Lee tell it, the port is lost.      The port, if the union is to be believed, is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from stance import lexicon
from stance.attribution.inserted import InsertedClause
from stance.attribution.source import own_source
from stance.attribution.source_kind import SourceKind, kind_of
from stance.tokens import VERBAL, Doc, Span, Token

FRAME: Final = re.compile(
    r"""
    if\ (you|one|we)\ (ask|((are|is)\ to\ |can\ |may\ )?(believes?|trusts?))\b
    | if\ .+\ (is|are|was|were)\ to\ be\ (believed|credited|trusted)\b
    | if\ .+\ can\ be\ (believed|credited|trusted|relied)\b
    | to\ (believe|listen\ to|go\ by|judge\ (by|from))\b
    | to\ hear\ .+\ (describe|explain|speak|talk|tell)\b
    | (going|judging)\ (by|from)\b
    | (by|from)\ what\b
    | the\ way\b
    """,
    re.VERBOSE,
)

FIRST: Final = lexicon.words("by from going if judging the to")
"""Words with which a frame begins."""

LONGEST: Final = 18
"""Tokens a frame has at most."""

FRAMING: Final = lexicon.SPEECH | lexicon.words(
    "believe credit go hear judge listen put read rely see trust understand"
)
"""Verbs of a frame."""

DEMANDS: Final = lexicon.words("must need should")
"""What a main clause says where "if the bank is to be trusted" is a condition, and not whose the rest is."""

ASKED: Final = lexicon.words("you one we")
TAKING_PART: Final = frozenset({"dobj", "nsubj", "nsubjpass", "pobj"})


def frames(doc: Doc) -> Iterator[InsertedClause]:
    """The frames of a paragraph, in order. Linear in its length."""
    for sentence in doc.sents:
        edges = [sentence.start - 1, *(t.i for t in sentence if t.text in {",", "—", "–"}), sentence.end - 1]
        for left, right in pairwise(edges):
            words = doc[left + 1 : right]
            words = words[1:] if words and words[0].lower_ in {"and", "but", "yet"} else words
            frame = _frame(words, sentence) if 2 < len(words) <= LONGEST and words[0].lower_ in FIRST else None
            if frame is not None:
                yield frame


def _frame(clause: Sequence[Token], sentence: Span) -> InsertedClause | None:
    match = FRAME.match(" ".join(t.lower_ for t in clause))
    cue = next((t for t in clause if t.lemma_ in FRAMING and t.pos_ in VERBAL), None) if match else None
    if match is None or cue is None or (match[0].startswith("if") and _is_condition(sentence)):
        return None
    source = _who_frames(clause, cue)
    return InsertedClause(clause[0].i, clause[-1].i + 1, cue.i, source.i) if source is not None else None


def _is_condition(sentence: Span) -> bool:
    return any(t.lower_ in DEMANDS for t in sentence)


def _who_frames(clause: Sequence[Token], cue: Token) -> Token | None:
    """Whom a frame names: who tells it, who is to be believed, or whose paper it is."""
    if clause[1].lower_ in {"way", "what"}:
        source = own_source(cue)
        return source if source is not None and source in clause and _can_tell(source) else None
    named = (t for t in clause if t.dep_ in TAKING_PART and t.lower_ not in ASKED)
    return next((t for t in named if _can_tell(t)), None)


def _can_tell(source: Token) -> bool:
    """Whether a noun names somebody, or a document which is pointed at: not "if reports are to be believed"."""
    kind = kind_of(source)
    if kind is SourceKind.DOCUMENT:
        return source.n_lefts > 0 or source.lemma_ in lexicon.POLLS
    return kind is not SourceKind.THING
