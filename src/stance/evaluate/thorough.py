"""The rest of what a methods reviewer asks for, on top of `evaluate_all`: minutes, not seconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stance.encoder import Encoder
from stance.evaluate import OutOfFold
from stance.evaluate.audit import shortcut_figures
from stance.evaluate.stability import learning_curve, repeated_figures, slice_figures
from stance.records import LabelledClaim


def thorough_figures(
    labelled: Sequence[LabelledClaim], evaluated: OutOfFold, *, encoder: Encoder | None = None
) -> dict[str, Any]:
    """`repeats`, `learning_curve`, `slices` and `shortcuts`, as plain values: to be put at `thorough` in the figures.

    Repeats and the curve draw other folds than a tuned encoder was tuned by, so that they are of the model without it.
    """
    question = evaluated.question
    untuned = None if encoder is not None and encoder.head() is not None else encoder
    return {
        "repeats": repeated_figures(labelled, question=question, encoder=untuned),
        "learning_curve": learning_curve(labelled, question=question, encoder=untuned),
        "slices": slice_figures(labelled, evaluated),
        "shortcuts": shortcut_figures(evaluated),
    }
