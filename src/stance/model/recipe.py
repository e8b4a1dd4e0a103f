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

from stance.encoder import Head
from stance.features import CUE_COLUMNS, VECTOR_COLUMNS

# From this many labels on, a term must stand in two of them (a run of letters in three): half the vocabulary for the
# same grouped figures.
_ENOUGH_LABELS: Final = 200
# Grouped out-of-fold macro F1 of n-grams on the three tables: 0.48 at best without class weights, 0.55 with.
_C: Final = 2.0
# A standardised cue or vector value is far larger than a TF-IDF weight; of 0.05, 0.1, 0.15 for either these did best.
_WEIGHTS: Final = {"cues": 0.15, "vector": 0.05}
# The tuned head's share: of 0.4 to 0.8, out of fold, 0.6 to 0.8 did alike; 0.5 costs 0.01 of kappa.
_HEAD_SHARE: Final = 0.65
# Both sides were fitted as if every label were about as frequent; so far back towards how frequent each is. From 0 to
# 0.3 macro F1 moves by 0.01, but the share of opposite labels falls from 4.1 % to 2.8 %; beyond, rare labels are lost.
_PRIOR: Final = 0.2
# Words with their clitic, and the question mark, which tells an open question from a claim.
_TOKEN: Final = r"[^\W_]+(?:['_]\w+)?|\?"
# Runs of four letters do for words what a stemmer would. Out of fold, all tables, lite: without them macro F1 0.593 and
# kappa 0.511, with them 0.613 and 0.533, with runs of 2 to 5 (at 2.7 times the time a claim) 0.611 and 0.529.
_LETTERS: Final = 4


def fit_parts(table: pd.DataFrame, labels: Sequence[str], *, seed: int, head: Head | None = None) -> Pipeline:
    """`join` and `classify`, fitted on a table of `ClaimFeatures` and its labels.

    With the `head` of a tuned encoder the vectors are not learnt on again, since they have seen these very labels: the
    classifier is fitted on all else, and its scores and the head's are averaged. Both are linear, so that their mean
    is one logistic regression too.
    """
    if head is not None:
        # Nothing is learnt from them, so that the training texts need not be encoded at all.
        blank = pd.DataFrame(np.zeros((len(table), len(VECTOR_COLUMNS)), np.float32), columns=list(VECTOR_COLUMNS))
        table = pd.concat(
            [table.drop(columns=list(VECTOR_COLUMNS), errors="ignore").reset_index(drop=True), blank], axis=1
        )
    join = _join(table, tuned=head is not None)
    columns = join.fit_transform(table)
    classify = _classify(seed)
    if head is None:
        classify.fit(columns, labels)
    else:
        classify.fit(columns[:, : -len(VECTOR_COLUMNS)], labels)
        _average_with(classify, head, labels)
    return Pipeline([("join", join), ("classify", classify)])


def _average_with(classify: LogisticRegression, head: Head, labels: Sequence[str]) -> None:
    """Append the head's columns to the classifier fitted on `labels`, each side with its share."""
    rows = [head.labels.index(label) for label in classify.classes_]
    counts = np.array([list(labels).count(label) for label in classify.classes_])
    coef, shift = head.coef[rows], head.intercept[rows] * _HEAD_SHARE + np.log(counts / counts.sum()) * _PRIOR
    if len(rows) == 2:  # of two labels scikit-learn keeps the second's score alone
        coef, shift = coef[1:] - coef[:1], shift[1:] - shift[:1]
    classify.coef_ = np.hstack([classify.coef_ * (1 - _HEAD_SHARE), coef * _HEAD_SHARE])
    classify.intercept_ = classify.intercept_ * (1 - _HEAD_SHARE) + shift
    classify.n_features_in_ = classify.coef_.shape[1]


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


def _join(table: pd.DataFrame, *, tuned: bool) -> ColumnTransformer:
    word, char = (2, 3) if len(table) >= _ENOUGH_LABELS else (1, 1)
    shared: dict[str, Any] = {"sublinear_tf": True, "dtype": np.float32}
    by_word = shared | {"token_pattern": _TOKEN, "min_df": word}
    by_char = shared | {"analyzer": "char_wb", "min_df": char}
    blocks = [
        ("word", TfidfVectorizer(ngram_range=(1, 2), **by_word), "plain"),
        ("char", TfidfVectorizer(ngram_range=(_LETTERS, _LETTERS), **by_char), "plain"),
        ("masked", TfidfVectorizer(ngram_range=(1, 3), **by_word), "masked"),
        ("cues", StandardScaler(), list(CUE_COLUMNS)),
    ]
    if VECTOR_COLUMNS[0] in table:
        # A tuned vector is read by its own head, as it is.
        blocks.append(("vector", "passthrough" if tuned else StandardScaler(), list(VECTOR_COLUMNS)))
    # Always sparse, however few the rows: the classifier is to see one kind of matrix.
    return ColumnTransformer(
        blocks, transformer_weights=_WEIGHTS | ({"vector": 1.0} if tuned else {}), sparse_threshold=1.0
    )


def _classify(seed: int) -> LogisticRegression:
    return LogisticRegression(C=_C, class_weight="balanced", max_iter=1000, tol=1e-3, random_state=seed)
