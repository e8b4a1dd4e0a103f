"""Checks that a loaded pipeline can score, before anything is scored with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import Pipeline

from stance.features import VECTOR_COLUMNS, ClaimFeatures
from stance.model import Model, in_question_order
from stance.model.config import BLOCKS, ModelConfig, new_vectorizer, raw_novelty
from stance.records import Claim

_NO_CLAIM: Final = Claim(document="", start=0, end=0, text="", content_start=0, content_end=0)

_LARGEST: Final = 1e30
"""What no fitted number comes near, and what can still be multiplied without running over; NaN is not below."""


_LONGEST_RUN: Final = 8


def scoring_fault(model: Model) -> str | None:
    """Why the model cannot score; None if it can: for labels of its question, by numbers alone.

    The sentence encoder is left out, since it is not opened before the first text: zeros stand in for what it says.
    """
    negated = model.text_classifier.named_steps["features"].negated
    table = ClaimFeatures(sides=model.question.sides, negated=negated).transform([""])
    if model.encoder and not model.encoder_scorer:
        blank = pd.DataFrame(np.zeros((1, len(VECTOR_COLUMNS)), np.float32), columns=list(VECTOR_COLUMNS))
        table = pd.concat([table, blank], axis=1)
    parts = model.text_classifier[1:]
    both = [(model.stages.both, 2)] if model.stages and model.stages.both else []
    stages = [(model.stages.words, 1), *both] if model.stages else []
    try:
        words = in_question_order(parts.predict_proba(table), parts.classes_, model.question)
        for stage, passes in stages:
            stage.probabilities(np.hstack([words] * passes), words, [_NO_CLAIM])
        raw_novelty(table, parts)
    except Exception as error:  # a file made on purpose fails in any way it likes
        return f"cannot score ({type(error).__name__})"
    every = [parts, *(stage.fitted for stage, _ in stages)]
    if not all((np.abs(array) < _LARGEST).all() for whole in every for array in _fitted_floats(whole)):
        return "cannot score, since some of its numbers are none"
    return None


def check_vectorizers(join: ColumnTransformer) -> None:
    """Raise ValueError where a step cuts text otherwise than any that is trained here.

    A pattern made on purpose could take for ever, and runs of many words all memory.
    """
    table = pd.DataFrame([dict.fromkeys(("plain", "masked", "scoped", "negated", *VECTOR_COLUMNS), "x")])
    trained = new_vectorizer(table, ModelConfig(blocks=(*BLOCKS, "negated")))
    expected = {name: step.get_params() for name, step, _ in trained.transformers}
    for name, step, _ in join.transformers_:
        if (name, step) == ("remainder", "drop"):
            continue
        settings = step.get_params()
        shortest, longest = settings.get("ngram_range", (1, 1))
        if not 1 <= shortest <= longest <= _LONGEST_RUN or settings != expected[name] | _chosen(settings):
            raise ValueError(f"a step {name!r} that is none of ours")


def _chosen(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Of a vectorizer's settings those that a configuration may choose."""
    return {name: settings[name] for name in ("ngram_range", "min_df") if name in settings}


def _fitted_floats(estimator: BaseEstimator) -> Iterator[NDArray[np.floating]]:
    """Every array of floating-point numbers that the estimator and its parts have been fitted with."""
    for part in estimators_in(estimator):
        for value in vars(part).values():
            if isinstance(value, np.ndarray) and value.dtype.kind == "f":
                yield value


def estimators_in(estimator: object) -> Iterator[BaseEstimator]:
    """Every estimator of a pipeline, itself too."""
    if isinstance(estimator, BaseEstimator):
        yield estimator
        parts = [step for _, step in estimator.steps] if isinstance(estimator, Pipeline) else []
        parts += [part for _, part, _ in estimator.transformers_] if isinstance(estimator, ColumnTransformer) else []
        parts += [value for value in vars(estimator).values() if isinstance(value, BaseEstimator)]
        for part in parts:
            yield from estimators_in(part)
