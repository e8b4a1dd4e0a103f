"""Checks that a loaded model can score, before anything is scored with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stance.encoder.vector_cache import WIDTH
from stance.features import read_claim
from stance.model import Model, in_question_order
from stance.model.first_pass import TermBlock
from stance.records import Claim

_NO_CLAIM: Final = Claim(document="", start=0, end=0, text="", content_start=0, content_end=0)

_LARGEST: Final = 1e30
"""What no fitted number comes near, and what can still be multiplied without running over; NaN is not below."""


def scoring_fault(model: Model) -> str | None:
    """Why the model cannot score; None if it can: for labels of its question, by numbers alone.

    The sentence encoder is left out, since it is not opened before the first text: zeros stand in for what it says.
    """
    first_pass, readings = model.text_classifier.first_pass, [read_claim("", ())]
    both = [(model.stages.both, 2)] if model.stages and model.stages.both else []
    stages = [(model.stages.words, 1), *both] if model.stages else []
    try:
        if not all((np.abs(array) < _LARGEST).all() for array in _learnt_numbers(model)):
            return "cannot score, since some of its numbers are none"
        shares = first_pass.probabilities(readings, np.zeros((1, WIDTH), np.float32))
        words = in_question_order(shares, first_pass.classes, model.question)
        told = [stage.probabilities(np.hstack([words] * passes), words, [_NO_CLAIM]) for stage, passes in stages]
        first_pass.novelty(readings)
    except Exception as error:  # a file made on purpose fails in any way it likes
        return f"cannot score ({type(error).__name__})"
    return None if all(np.isfinite(rows).all() for rows in (words, *told)) else "cannot score (a scale of 0)"


def _learnt_numbers(model: Model) -> Iterator[NDArray[np.floating]]:
    """Every array of floating-point numbers that scores are made with."""
    first_pass = model.text_classifier.first_pass
    yield from (first_pass.coefficients, first_pass.intercept)
    for block in first_pass.blocks:
        yield from (block.idf,) if isinstance(block, TermBlock) else (block.mean, block.scale)
    for stage in (model.stages.words, model.stages.both) if model.stages else ():
        for step in stage.fitted.steps.values() if stage else ():
            yield from (
                value for value in vars(step).values() if isinstance(value, np.ndarray) and value.dtype.kind == "f"
            )
