"""A paragraph's words as spaCy numbers them: read from the Doc at once, where asking its Tokens one by one costs more.

Most of what is sought in a paragraph is not there, which its words' numbers tell without a Token made.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of finite verbs."""

VERBAL: Final = frozenset({"VERB", "AUX"})
"""Parts of speech of verbs."""

COLUMNS: Final = ("LEMMA", "LOWER", "POS", "TAG", "DEP", "ORTH")
_COLUMNS: Final[list[int | str]] = list(map(get_string_id, COLUMNS))


class Words:
    """A Doc with its sentences, and for each attribute the numbers of all its tokens in order."""

    __slots__ = ("columns", "dep", "doc", "lemma", "lower", "orth", "pos", "sentences", "tag")

    def __init__(self, doc: Doc) -> None:
        self.doc, self.sentences = doc, list(doc.sents)
        self.columns: list[list[int]] = doc.to_array(_COLUMNS).T.tolist()
        self.lemma, self.lower, self.pos, self.tag, self.dep, self.orth = self.columns


def is_any_within(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the places, which are in order, is among those from `start` to `end`."""
    k = bisect_left(places, start)
    return k < len(places) and places[k] < end


def tokens_with(doc: Doc, attribute: str, values: frozenset[int]) -> Iterator[Token]:
    """The tokens whose attribute ("DEP", "TAG") is one of these numbers, in order."""
    return (doc[i] for i, value in enumerate(doc.to_array(attribute).tolist()) if value in values)


def numbers(words: Iterable[str]) -> frozenset[int]:
    """Words, or labels of parts of speech and dependencies, as spaCy numbers them."""
    return frozenset(map(get_string_id, words))
