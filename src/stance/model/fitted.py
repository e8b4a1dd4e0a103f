"""A fitted scikit-learn pipeline, read without scikit-learn: its steps' learnt attributes, and arrays made of them.

scikit-learn trains, refits, explains and verifies; whoever only scores is spared its import.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

import numpy as np

from stance.features import CUE_COLUMNS, TEXT_COLUMNS, VECTOR_COLUMNS
from stance.model.first_pass import (
    WORD_PATTERN,
    ColumnsOf,
    FirstPass,
    NumberBlock,
    TermBlock,
    letter_columns,
    word_columns,
)

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

    from stance.encoder import Encoder

TAGGED_PATTERN: Final = r"\S+"
"""Words tagged by their scope, between blanks."""

_OF_COUNTS: Final[Mapping[str, object]] = {
    **{"input": "content", "strip_accents": None, "preprocessor": None, "tokenizer": None},
    **{"stop_words": None, "binary": False, "dtype": np.float32},
}
_OF_WEIGHTS: Final = {"norm": "l2", "use_idf": True, "sublinear_tf": True}
"""What every vectorizer of ours is set to; the arrays stand for no other."""

_LONGEST_RUN: Final = 8
_TEXTS: Final = frozenset(TEXT_COLUMNS)


class FeatureSettings(NamedTuple):
    """What the features of a text depend on: the question's sides, and an encoder whose vectors are features."""

    sides: Sequence[Sequence[str]]
    encoder: Encoder | None = None


class FittedPipeline:
    """A fitted pipeline: `steps` have its learnt attributes by name, `pipeline` is scikit-learn's own.

    The latter is made when it is first asked for.
    """

    def __init__(self, steps: Mapping[str, Any], make: Callable[[], Pipeline]) -> None:
        self.steps = steps
        self._make = make

    @classmethod
    def of(cls, pipeline: Pipeline) -> Self:
        """What scikit-learn has just fitted."""
        return cls(dict(pipeline.steps), partial(_itself, pipeline))

    def __getstate__(self) -> dict[str, Any]:
        """What a copy is made of; what is made when asked for is left out."""
        return {"steps": self.steps, "_make": self._make}

    @cached_property
    def pipeline(self) -> Pipeline:
        """scikit-learn's pipeline."""
        return self._make()


def _itself(pipeline: Pipeline) -> Pipeline:
    return pipeline


class TextClassifier(FittedPipeline):
    """The text classifier: `features` (nothing learnt), `join` (vocabularies and scales) and `classify`."""

    @cached_property
    def first_pass(self) -> FirstPass:
        """The arrays that score.

        Raises:
            ValueError: the pipeline is set otherwise than ours are.
        """
        join, classify = self.steps["join"], self.steps["classify"]  # estimators, or their attributes alone
        weights = join.transformer_weights or {}
        fitted = [(name, part, columns) for name, part, columns in join.transformers_ if name != "remainder"]
        blocks = tuple(_block(name, part, columns, weights.get(name)) for name, part, columns in fitted)
        coefficients = np.ascontiguousarray(classify.coef_.T)
        if len(coefficients) != sum(block.width for block in blocks):
            raise ValueError("as many coefficients as columns are needed")
        classes = tuple(map(str, classify.classes_))
        return FirstPass(blocks=blocks, coefficients=coefficients, intercept=classify.intercept_, classes=classes)


def _block(name: str, part: Any, columns: Any, weight: float | None) -> TermBlock | NumberBlock:  # noqa: ANN401
    if isinstance(columns, list):
        _check_settings(part, {"with_mean": True, "with_std": True})
        of_vectors = columns == list(VECTOR_COLUMNS)
        places = tuple(map((VECTOR_COLUMNS if of_vectors else CUE_COLUMNS).index, columns))
        mean, scale = part.mean_.astype(np.float32), part.scale_.astype(np.float32)
        return NumberBlock(of_vectors, places, mean, scale, 1.0 if weight is None else weight)
    if columns not in _TEXTS or weight is not None:
        raise ValueError(f"block {name} reads columns that are not known")
    _check_settings(part, _OF_COUNTS)
    _check_settings(part._tfidf, _OF_WEIGHTS)
    if not sorted(part.vocabulary_.values()) == list(range(len(part._tfidf.idf_))):
        raise ValueError(f"block {name} needs a weight for each of its terms")
    return TermBlock(name, columns, part.vocabulary_, part._tfidf.idf_, _columns_of(part))


def _columns_of(vectorizer: Any) -> ColumnsOf:  # noqa: ANN401
    sizes, lower = tuple(vectorizer.ngram_range), vectorizer.lowercase
    if not 1 <= sizes[0] <= sizes[1] <= _LONGEST_RUN:
        raise ValueError("runs that would take all memory")
    if vectorizer.analyzer == "char_wb":
        return letter_columns(sizes, vectorizer.vocabulary_, lower=lower)
    if vectorizer.analyzer != "word" or vectorizer.token_pattern not in (WORD_PATTERN, TAGGED_PATTERN):
        raise ValueError("terms that are not known")
    return word_columns(vectorizer.token_pattern, sizes, vectorizer.vocabulary_, lower=lower)


def _check_settings(part: Any, wanted: Mapping[str, object]) -> None:  # noqa: ANN401
    if odd := [name for name, value in wanted.items() if getattr(part, name) != value]:
        raise ValueError(f"{type(part).__name__} is set otherwise ({odd[0]})")
