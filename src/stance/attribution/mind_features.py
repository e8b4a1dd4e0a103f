"""What tells that a predicate is a state of mind, whatever its verb: "is weary of it", "had come round"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from stance import lexicon
from stance.attribution.clause_holders import Clause
from stance.attribution.source_kind import kind_of
from stance.tokens import Token

_WORDS_KEPT: Final = 10_000
"""Words of which it is kept what they tell."""


def state_of_mind(clause: Clause) -> Iterator[str]:
    """Whether the predicate tells of a state of mind: "is weary of it", "had come round", "gladly waits"."""
    felt = next((w for w in _predicates(clause.verb) if w.pos_ in {"ADJ", "VERB"} and _tells_of_mind(w)), None)
    if felt is not None:
        yield "state of mind"
        yield f"state of mind of a {kind_of(clause.source).name.lower()}"
        yield "state of mind: " + ("participle" if felt.tag_ == "VBN" else "adjective")
    idiom = lexicon.MIND_IDIOMS.get(clause.verb.lemma_.lower(), frozenset())
    if idiom and any(t.lemma_.lower() in idiom for t in _beside(clause.verb)):
        yield "idiom of mind"
    if any(c.dep_ == "advmod" and _of_mind(c.lower_) for c in clause.verb.children):
        yield "adverb of mind"


def _predicates(verb: Token) -> Iterator[Token]:
    """A verb, the adjectives and verbs that it joins to its subject, and those beside them."""
    words = [verb, *(c for c in verb.children if c.dep_ in {"acomp", "oprd", "attr", "xcomp"})]
    yield from words
    yield from (c for word in words for c in word.children if c.dep_ == "conj")


def _beside(verb: Token) -> Iterator[Token]:
    for child in verb.rights:
        yield child
        yield from child.rights if child.dep_ == "prep" else child.lefts
    yield from (c for c in verb.lefts if c.dep_ == "dobj")


@lru_cache(_WORDS_KEPT)
def _of_mind(adverb: str) -> bool:
    """Whether an adverb is made of an adjective of attitude: "gladly", "angrily"."""
    stem = adverb.removesuffix("ly")
    return adverb.endswith("ly") and bool({stem, stem[:-1] + "y", stem + "le"} & lexicon.ATTITUDE_ADJECTIVES)


def _tells_of_mind(word: Token) -> bool:
    if word.tag_ == "VBN" and word.lemma_.lower() in lexicon.EXPERIENCERS:
        return True
    return not {word.lower_, word.lemma_.lower() if word.pos_ == "ADJ" else ""}.isdisjoint(lexicon.TEMPERS)
