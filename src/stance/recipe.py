"""The classifier's make-up: which features, how they are joined, what learns on them, and the figures that chose it.

Three parts in a row: `features` (ours, nothing learnt), `join` (vocabularies and scales) and `classify`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from stance.features import CUE_COLUMNS, VECTOR_COLUMNS

# From this many labels on, a term must stand in two of them: half the vocabulary for the same grouped figures.
_ENOUGH_LABELS: Final = 200
# Grouped out-of-fold macro F1 of n-grams on the three tables: 0.48 at best without class weights, 0.55 with.
_C: Final = 2.0
# A standardised cue or vector value is far larger than a TF-IDF weight; of 0.05, 0.1, 0.15 for either these did best.
_WEIGHTS: Final = {"cues": 0.15, "vector": 0.05}
# Words with their clitic, and the question mark, which tells an open question from a claim.
_TOKEN: Final = r"[^\W_]+(?:['_]\w+)?|\?"


def fit_parts(table: pd.DataFrame, labels: Sequence[str], *, seed: int) -> Pipeline:
    """`join` and `classify`, fitted on a table of `ClaimFeatures` and its labels."""
    parts = Pipeline([("join", _join(table)), ("classify", _classify(seed))])
    return parts.fit(table, labels)


def raw_novelty(table: pd.DataFrame, parts: Pipeline) -> NDArray[np.float64]:
    """For each row the share of its words, by their weight, that the fitted vocabulary lacks: 0 all known, 1 none.

    An unknown word weighs as much as the rarest known one; a row without words is 0.
    """
    word: TfidfVectorizer = parts.named_steps["join"].named_transformers_["word"]
    known, weights, rarest = word.vocabulary_, word.idf_, float(word.idf_.max())
    analyse = TfidfVectorizer(token_pattern=_TOKEN).build_analyzer()
    found = []
    for text in table["plain"]:
        values = [(weights[known[w]], 0.0) if w in known else (rarest, rarest) for w in analyse(text)]
        total = sum(weight for weight, _ in values)
        found.append(sum(unknown for _, unknown in values) / total if total else 0.0)
    return np.array(found)


def _join(table: pd.DataFrame) -> ColumnTransformer:
    least = 2 if len(table) >= _ENOUGH_LABELS else 1
    shared: dict[str, Any] = {"min_df": least, "sublinear_tf": True, "dtype": np.float32}
    blocks = [
        ("word", TfidfVectorizer(ngram_range=(1, 2), token_pattern=_TOKEN, **shared), "plain"),
        ("char", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), **shared), "plain"),
        ("masked", TfidfVectorizer(ngram_range=(1, 3), token_pattern=_TOKEN, **shared), "masked"),
        ("cues", StandardScaler(), list(CUE_COLUMNS)),
    ]
    if VECTOR_COLUMNS[0] in table:
        blocks.append(("vector", StandardScaler(), list(VECTOR_COLUMNS)))
    # Always sparse, however few the rows: the classifier is to see one kind of matrix.
    return ColumnTransformer(blocks, transformer_weights=_WEIGHTS, sparse_threshold=1.0)


def _classify(seed: int) -> LogisticRegression:
    return LogisticRegression(C=_C, class_weight="balanced", max_iter=1000, tol=1e-3, random_state=seed)
