"""Configuration of the text classifier and its pipeline: feature blocks, vectorizers, logistic regression.

Three steps: `features` (ours), `join` (vocabularies and scales) and `classify`. The first holds no fitted state: it is
rebuilt by name when a bundle is loaded, so that the file of the fitted pipeline holds scikit-learn's own types alone.
scikit-learn's vectorizers read every text anew at each fit, and an evaluation fits the same texts dozens of times: so
the terms of a text are remembered, however many folds train on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from stance.encoder import Encoder
from stance.errors import DataError
from stance.features import CUE_COLUMNS, TEXT_COLUMNS, VECTOR_COLUMNS, read_claim
from stance.model.first_pass import WORD_PATTERN
from stance.model.fitted import TAGGED_PATTERN
from stance.records import LabelledClaim, Question

BLOCKS: Final = ("word", "char", "masked", "scope", "cues", "vector")
"""The feature blocks: n-grams of words, runs of letters, n-grams with names masked, words tagged by their scope
(negated, conceded, conditional …), language cues, an encoder's vectors."""

FITTED_CUES: Final = CUE_COLUMNS
"""The cues that a new model reads; one that was fitted before a cue was added goes on reading those that there were."""

# From this many labels on, a term must stand in two of them (a run of letters in three): half the vocabulary for the
# same grouped figures.
_ENOUGH_LABELS: Final = 200
# Grouped out-of-fold macro F1 of n-grams on the three tables: 0.48 at best without class weights, 0.55 with.
_C: Final = 2.0
# A standardised cue or vector value is far larger than a TF-IDF weight; of 0.05, 0.1, 0.15 for either these did best.
_WEIGHTS: Final = {"cues": 0.15, "vector": 0.05}
# Runs of four letters do for words what a stemmer would. Out of fold, all tables, lite: without them macro F1 0.593 and
# kappa 0.511, with them 0.613 and 0.533, with runs of 2 to 5 (at 2.7 times the time a claim) 0.611 and 0.529.
_LETTERS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelConfig:
    """What a classifier reads: those of the `blocks` that its table has; `c` is how far it follows the labels;
    `written_weight` is the weight of a row that was written for training beside one drawn from a text.

    `words` and `letters` are the shortest and longest run of words (`word`) and of letters (`char`). A term must stand
    in `min_df` labelled texts, a run of letters in one more; None: in 2, or where labels are few in 1, letters too.
    """

    blocks: tuple[str, ...] = BLOCKS
    c: float = _C
    written_weight: float = 0.3
    words: tuple[int, int] = (1, 2)
    letters: tuple[int, int] = (_LETTERS, _LETTERS)
    min_df: int | None = None


def config_for(question: Question) -> ModelConfig:
    """The configuration that serves the question best: without sides, masked names and cues have nothing to speak of.

    Measured on tweets about five other targets, cross-validated: F_avg 66.8 with these two blocks, 68.1 without them.
    """
    return ModelConfig() if question.sides else ModelConfig(blocks=("word", "char", "vector"))


def fit_vectorizer(table: pd.DataFrame, config: ModelConfig) -> tuple[ColumnTransformer, csr_matrix]:
    """`join`, fitted on the table, and what it makes of it.

    Raises:
        DataError: the texts have no words, or none that stands in several of them, as where words have no spaces.
    """
    join = new_vectorizer(table, config)
    try:
        with terms_remembered(join):
            return join, csr_matrix(join.fit_transform(table))
    except ValueError as error:
        if "vocabulary" not in str(error) and "no terms remain" not in str(error):
            raise
        raise DataError(
            f"{len(table)} labelled texts without a word that they share: there is nothing to learn from; "
            "give texts in a language that is written with spaces between its words, or more of them"
        ) from None


def fit_classifier(
    columns: csr_matrix,
    labels: Sequence[str],
    *,
    seed: int,
    config: ModelConfig,
    weights: NDArray[np.float64] | None = None,
) -> LogisticRegression:
    """`classify`, fitted on what `join` makes of a table, or on some of its columns; labels weigh alike together."""
    places = np.unique(np.array(labels, dtype=str), return_inverse=True)[1]
    rows = np.ones(len(labels)) if weights is None else weights
    of_label = np.bincount(places, rows)
    balanced = rows * (rows.sum() / len(of_label) / of_label)[places]
    classify = LogisticRegression(C=config.c, max_iter=1000, tol=1e-3, random_state=seed)
    # One thread: two, sharing vectors this short, take twice the processor's time and as long by the clock.
    with threadpool_limits(1):
        return classify.fit(columns, labels, sample_weight=balanced)


def row_weights(labelled: Sequence[LabelledClaim], config: ModelConfig) -> NDArray[np.float64]:
    """The weight of each row in training: rows written for training teach words, but count for less than texts.

    Grouped out-of-fold kappa of the lite model on texts is 0.581 without contrasts, 0.594 with them at 0.5 each and
    0.580 at 1; accuracy on contrasts 0.48, 0.64 and 0.66.
    """
    return np.array([config.written_weight if row.written else 1.0 for row in labelled])


def new_vectorizer(table: pd.DataFrame, config: ModelConfig) -> ColumnTransformer:
    """`join`, to be fitted on the table: the configured blocks that it has, as the columns of one sparse matrix."""
    word, char = (2, 3) if len(table) >= _ENOUGH_LABELS else (1, 1)
    if config.min_df is not None:
        word, char = config.min_df, config.min_df + 1
    shared: dict[str, Any] = {"sublinear_tf": True, "dtype": np.float32}
    by_word = shared | {"token_pattern": WORD_PATTERN, "min_df": word}
    by_char = shared | {"analyzer": "char_wb", "min_df": char}
    known: list[tuple[str, Any, str | list[str]]] = [
        ("word", TfidfVectorizer(ngram_range=config.words, **by_word), "plain"),
        ("char", TfidfVectorizer(ngram_range=config.letters, **by_char), "plain"),
        ("masked", TfidfVectorizer(ngram_range=(1, 3), **by_word), "masked"),
        ("scope", TfidfVectorizer(**shared, token_pattern=TAGGED_PATTERN, lowercase=False, min_df=word), "scoped"),
        ("cues", StandardScaler(), list(FITTED_CUES)),
        ("vector", StandardScaler(), list(VECTOR_COLUMNS)),
    ]
    missing = set() if VECTOR_COLUMNS[0] in table else {"vector"}
    missing |= {"scope"} if "scoped" not in table or not _is_shared(table["scoped"], word) else set()
    at_hand = [block for block in known if block[0] in config.blocks and block[0] not in missing]
    # Always sparse, however few the rows: the classifier is to see one kind of matrix.
    return ColumnTransformer(at_hand, transformer_weights=_WEIGHTS, sparse_threshold=1.0)


def _is_shared(texts: pd.Series[str], least: int) -> bool:
    """Whether a word of theirs, as spaces part them, stands in so many of the texts."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(set(text.split()))
    return max(counts.values(), default=0) >= least


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


class ClaimFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Texts → a table of what later steps read, one row a text in their order; nothing is learnt.

    Columns: `plain` (the text on one line), `masked` (names hidden), `scoped` (`stance.features.scope`), one a
    language cue, and with an `encoder` the values of the sentence's vector (`vector_0` …).
    """

    def __init__(self, sides: Sequence[Sequence[str]] = (), encoder: Encoder | None = None) -> None:
        self.sides = sides
        self.encoder = encoder

    def fit(self, X: Iterable[str], y: object = None) -> ClaimFeatures:  # noqa: N803 (scikit-learn's name)
        """Return self."""
        return self

    def transform(self, X: Iterable[str]) -> pd.DataFrame:  # noqa: N803
        """The table, float32 but for the columns of text."""
        sides = tuple(map(tuple, self.sides))
        rows = [read_claim(text, sides) for text in X]
        cues = np.array([row.cues for row in rows], dtype=np.float32)
        blocks = [
            pd.DataFrame({name: [getattr(row, name) for row in rows] for name in TEXT_COLUMNS}, dtype=object),
            pd.DataFrame(cues.reshape(-1, len(CUE_COLUMNS)), columns=list(CUE_COLUMNS)),
        ]
        if self.encoder is not None:
            blocks.append(pd.DataFrame(self.encoder.embed([row.plain for row in rows]), columns=list(VECTOR_COLUMNS)))
        return pd.concat(blocks, axis=1)

    def __sklearn_is_fitted__(self) -> bool:
        return True
