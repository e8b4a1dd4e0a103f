"""Counts the terms of a text once, however many folds train on it; each fold is fitted the same to the last bit.

scikit-learn's vectorizers read every text anew at each fit, and an evaluation fits the same texts dozens of times.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfVectorizer

Numbers = NDArray[np.int32]
Analyzer = Callable[[str], Iterable[str]]

_REMEMBERED: Final = 1 << 15
"""Texts an analyzer whose counts are kept (8 kB a text): more than are labelled, or each fold counts them anew."""


class TermCounts:
    """The terms that stand in texts, counted when a text is first asked for.

    Terms go by numbers; `names` are the terms by number.
    """

    def __init__(self, analyze: Analyzer) -> None:
        self._analyze = analyze
        self._forget()

    def _forget(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._counts: dict[str, tuple[Numbers, Numbers]] = {}

    @property
    def names(self) -> list[str]:
        """The terms by number."""
        return list(self._numbers)

    def of(self, texts: Sequence[str]) -> list[tuple[Numbers, Numbers]]:
        """(numbers of its terms in the order in which they first stand there, how often each does) of each text."""
        if len(self._counts.keys() | set(texts)) > _REMEMBERED:
            self._forget()
        return [self._counts.get(text) or self._count(text) for text in texts]

    def _count(self, text: str) -> tuple[Numbers, Numbers]:
        counts: dict[int, int] = {}
        for term in self._analyze(text):
            number = self._numbers[term]
            counts[number] = counts.get(number, 0) + 1
        arrays = (np.fromiter(found, np.int32, len(counts)) for found in (counts.keys(), counts.values()))
        self._counts[text] = counted = (next(arrays), next(arrays))
        return counted


@contextmanager
def counted_once(join: ColumnTransformer) -> Iterator[None]:
    """Inside, the TF-IDF blocks of `join` are fitted on remembered counts; after it they are scikit-learn's own again.

    A fitted block has the vocabulary, its order, and the weights that it would have without.
    """
    _become(join.transformers, TfidfVectorizer, _CountedOnce)
    try:
        yield
    finally:
        _become(join.transformers, _CountedOnce, TfidfVectorizer)
        _become(getattr(join, "transformers_", ()), _CountedOnce, TfidfVectorizer)


def _become(blocks: Iterable[tuple[str, Any, Any]], before: type, after: type) -> None:
    for _, block, _ in blocks:
        if type(block) is before:
            block.__class__ = after


class _CountedOnce(TfidfVectorizer):  # type: ignore[misc]
    """A vectorizer that is fitted on remembered counts."""

    def _count_vocab(self, raw_documents: Iterable[str], fixed_vocab: bool) -> tuple[dict[str, int], csr_matrix]:
        """Those terms of the texts that stand in enough of them, in the order of their first place, and their counts.

        scikit-learn's own also has the rarer terms, which it takes out in the next step.
        """
        if fixed_vocab:
            counted: tuple[dict[str, int], csr_matrix] = super()._count_vocab(raw_documents, fixed_vocab)
            return counted
        terms = _term_counts(self.analyzer, self.ngram_range, self.token_pattern, self.lowercase)
        numbers, counts = zip(*terms.of(list(raw_documents)), strict=True)
        columns, values, names = np.concatenate(numbers), np.concatenate(counts), terms.names
        if not len(columns):
            raise ValueError("empty vocabulary")
        order = _met_often(columns, len(names), self.min_df)
        place = np.full(len(names), -1, np.int32)
        place[order] = np.arange(len(order))
        columns = place[columns]
        kept = columns >= 0
        ends = np.cumsum([0, *map(len, numbers)])
        rows = np.concatenate([[0], np.cumsum(kept)])[ends]
        shape = (len(numbers), len(order))
        matrix = csr_matrix((values[kept], columns[kept], rows), shape=shape, dtype=self.dtype)
        matrix.sort_indices()
        return {names[number]: column for column, number in enumerate(order)}, matrix


def _met_often(numbers: Numbers, count: int, least: int) -> NDArray[np.intp]:
    """Those of the `count` numbers that stand there `least` times or more, in the order of their first place."""
    first = np.full(count, len(numbers))
    np.minimum.at(first, numbers, np.arange(len(numbers)))
    often = np.flatnonzero(np.bincount(numbers, minlength=count) >= least)
    return often[np.argsort(first[often])]


@lru_cache(maxsize=4)
def _term_counts(analyzer: str, sizes: tuple[int, int], pattern: str, lower: bool) -> TermCounts:
    settings = {"analyzer": analyzer, "ngram_range": sizes, "token_pattern": pattern, "lowercase": lower}
    return TermCounts(TfidfVectorizer(**settings).build_analyzer())
