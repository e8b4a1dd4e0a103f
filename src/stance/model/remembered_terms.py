"""Cuts a text into its terms once, however many folds train on it.

scikit-learn's vectorizers read every text anew at each fit, and an evaluation fits the same texts dozens of times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final

from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfVectorizer

Analyzer = Callable[[str], tuple[str, ...]]

_REMEMBERED: Final = 1 << 15
"""Texts an analyzer whose terms are kept (6 kB a text): more than are labelled here. Further ones are read anew."""
_UNUSED: Final = {"ngram_range": (1, 1), "token_pattern": None}
"""What a vectorizer warns of where its analyzer is a function."""


@contextmanager
def terms_remembered(join: ColumnTransformer) -> Iterator[None]:
    """Inside, the TF-IDF blocks of `join` have the terms of texts that were read before from memory.

    What is fitted is the same, and after it each block has its own settings again.
    """
    settings = {name: block.get_params() for name, block in _blocks(join.transformers)}
    for name, block in _blocks(join.transformers):
        own = settings[name]
        analyze = _remembering(own["analyzer"], own["ngram_range"], own["token_pattern"], own["lowercase"])
        block.set_params(analyzer=analyze, **_UNUSED)
    try:
        yield
    finally:
        for name, block in [*_blocks(join.transformers), *_blocks(getattr(join, "transformers_", ()))]:
            block.set_params(**{key: settings[name][key] for key in ("analyzer", *_UNUSED)})


def _blocks(transformers: Any) -> Iterator[tuple[str, TfidfVectorizer]]:  # noqa: ANN401 (scikit-learn has no types)
    return ((name, block) for name, block, _ in transformers if isinstance(block, TfidfVectorizer))


@lru_cache(maxsize=4)
def _remembering(analyzer: str, sizes: tuple[int, int], pattern: str, lower: bool) -> Analyzer:
    settings = {"analyzer": analyzer, "ngram_range": sizes, "token_pattern": pattern, "lowercase": lower}
    analyze = TfidfVectorizer(**settings).build_analyzer()
    known: dict[str, str] = {}  # each term is in memory once
    kept: dict[str, tuple[str, ...]] = {}

    def terms(text: str) -> tuple[str, ...]:
        if text not in kept and len(kept) >= _REMEMBERED:
            return tuple(analyze(text))  # the first ones stay: were they given up, each fold would read all anew
        if text not in kept:
            kept[text] = tuple(known.setdefault(term, term) for term in analyze(text))
        return kept[text]

    return terms
